using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>How many nodes of a model ONNX Runtime placed on each provider of the cloud.</summary>
/// <param name="Subject">The model.</param>
/// <param name="Operator">What was done to it.</param>
/// <param name="Cpu">Nodes on the CPU.</param>
/// <param name="Cuda">Nodes on the GPU.</param>
public sealed record GraphNodes(string Subject, string Operator, int Cpu, int Cuda)
{
    /// <summary>Share of the nodes on the CPU, percent.</summary>
    public double CpuPercent => 100.0 * Cpu / (Cpu + Cuda);

    /// <summary>Share of the nodes on the GPU, percent.</summary>
    public double CudaPercent => 100.0 * Cuda / (Cpu + Cuda);

    /// <summary>One row per model: subject, operator, cpu_nodes, cuda_nodes, cuda_pct.</summary>
    public static DataFrame ToDataFrame(IReadOnlyList<GraphNodes> models) => Frame.Of(models, new("subject", row => row.Subject),
        new("operator", row => row.Operator), new("cpu_nodes", row => row.Cpu), new("cuda_nodes", row => row.Cuda), new("cuda_pct", row => row.CudaPercent));

    internal static IReadOnlyList<GraphNodes> ReadCsv(string path) =>
    [
        .. PublishedShare.ReadCsv(path).GroupBy(row => (row.Subject, row.Operator))
            .Select(rows => new GraphNodes(rows.Key.Subject, rows.Key.Operator, rows.Where(r => r.Provider == "cpu").Sum(r => r.Nodes),
                rows.Where(r => r.Provider == "cuda").Sum(r => r.Nodes))),
    ];
}

/// <summary>One printed row: nodes on one provider, and their share.</summary>
internal sealed record PublishedShare(string Subject, string Operator, string Provider, int Nodes, double Percent)
{
    public static IReadOnlyList<PublishedShare> ReadCsv(string path)
    {
        var table = CsvTable.Read(path);
        return
        [
            .. Enumerable.Range(0, table.Rows).Select(row => new PublishedShare(table.Text(row, table.Column("subject")),
                table.Text(row, table.Column("operator")), table.Text(row, table.Column("execution_provider")),
                (int)table.Number(row, table.Column("nodes")), table.Number(row, table.Column("nodes_pct")))),
        ];
    }
}
