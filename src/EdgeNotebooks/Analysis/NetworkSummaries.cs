using System.Collections;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>One cell of the bandwidth grid, latencies in seconds.</summary>
/// <param name="Configuration">Subject, operator and deployment.</param>
/// <param name="MobileEdgeMbps">Rate of the link between mobile and edge, 10^6 bit/s.</param>
/// <param name="EdgeCloudMbps">Rate of the link between edge and cloud; null where the deployment does not use it.</param>
/// <param name="N">Repeats kept.</param>
/// <param name="Min">Smallest latency.</param>
/// <param name="Median">Median latency.</param>
/// <param name="Max">Largest latency.</param>
public sealed record NetworkSummary(Configuration Configuration, double MobileEdgeMbps, double? EdgeCloudMbps, int N, double Min, double Median, double Max);

/// <summary>The bandwidth grid of RQ6, one row per cell, with its source said in words.</summary>
public sealed class NetworkSummaries : IReadOnlyList<NetworkSummary>
{
    private readonly NetworkSummary[] _cells;

    internal NetworkSummaries(IEnumerable<NetworkSummary> cells, string source)
    {
        _cells = [.. cells];
        Source = source;
    }

    /// <summary>Where the numbers come from, in words.</summary>
    public string Source { get; }

    /// <summary>What charts must say on themselves, such as <c>NOT EMULATED (3 of 9 configurations)</c>; empty for nothing.</summary>
    public string Doubt { get; init; } = "";

    /// <summary>Everything about how the cells came about, which displays show on a click; empty for nothing.</summary>
    public string Provenance { get; init; } = "";

    /// <inheritdoc/>
    public int Count => _cells.Length;

    /// <inheritdoc/>
    public NetworkSummary this[int index] => _cells[index];

    internal static NetworkSummaries ReadCsv(string path, string source)
    {
        var table = CsvTable.Read(path);
        return new(Enumerable.Range(0, table.Rows).Select(row => new NetworkSummary(
            new(Text(row, "subject"), Text(row, "operator"), Text(row, "deployment")), Number(row, "mobile_edge_mbps"),
            table.OptionalNumber(row, table.Column("edge_cloud_mbps")), (int)Number(row, "n"), Number(row, "min"), Number(row, "median"),
            Number(row, "max"))), source);

        string Text(int row, string column) => table.Text(row, table.Column(column));
        double Number(int row, string column) => table.Number(row, table.Column(column));
    }

    /// <summary>One row per cell: subject, operator, deployment, mobile_edge_mbps, edge_cloud_mbps, n, min, median, max (seconds).</summary>
    public DataFrame ToDataFrame() => Frame.Of(_cells,
        new("subject", cell => cell.Configuration.Subject), new("operator", cell => cell.Configuration.Operator),
        new("deployment", cell => cell.Configuration.Deployment), new("mobile_edge_mbps", cell => cell.MobileEdgeMbps),
        new("edge_cloud_mbps", cell => cell.EdgeCloudMbps), new("n", cell => cell.N), new("min", cell => cell.Min),
        new("median", cell => cell.Median), new("max", cell => cell.Max));

    /// <inheritdoc/>
    public IEnumerator<NetworkSummary> GetEnumerator() => ((IEnumerable<NetworkSummary>)_cells).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Counts and source in one line.</summary>
    public override string ToString() => $"{Count} cells of the bandwidth grid ({Source})";
}
