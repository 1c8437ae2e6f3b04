using EdgeNotebooks.Units;

namespace EdgeNotebooks.Analysis;

/// <summary>One cell of the bandwidth grid with its kept repeats.</summary>
/// <param name="Configuration">Subject, operator and deployment.</param>
/// <param name="MobileEdgeMbps">Rate of the link between mobile and edge, 10^6 bit/s.</param>
/// <param name="EdgeCloudMbps">Rate of the link between edge and cloud; null where the deployment does not use it.</param>
/// <param name="Seconds">Latencies of the kept repeats.</param>
public sealed record NetworkCell(Configuration Configuration, double MobileEdgeMbps, double? EdgeCloudMbps, Sample Seconds)
{
    /// <summary>Reads the authors' grid, repeat 1 of each cell (the warm-up) dropped.</summary>
    internal static IReadOnlyList<NetworkCell> ReadCsv(string path)
    {
        var table = CsvTable.Read(path);
        var (subject, deployment, @operator) = (table.Column("subject"), table.Column("deployment"), table.Column("operator"));
        var (near, far, repeat) = (table.Column("mobile_edge_mbps"), table.Column("edge_cloud_mbps"), table.Column("repeat"));
        var latency = table.Column("latency_s");
        return
        [
            .. Enumerable.Range(0, table.Rows).Where(row => table.Number(row, repeat) > 1)
                .GroupBy(
                    row => (Where: new Configuration(table.Text(row, subject), table.Text(row, @operator), table.Text(row, deployment)),
                        Near: table.Number(row, near), Far: table.OptionalNumber(row, far)),
                    row => table.Number(row, latency))
                .Select(cell => new NetworkCell(cell.Key.Where, cell.Key.Near, cell.Key.Far, new(cell.Key.Where.ToString(), cell))),
        ];
    }
}
