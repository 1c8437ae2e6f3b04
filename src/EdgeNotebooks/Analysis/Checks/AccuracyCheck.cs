namespace EdgeNotebooks.Analysis.Checks;

/// <summary>Accuracies (printed twice by the authors, so one can be held against the other) and node counts of the cloud.</summary>
internal static class AccuracyCheck
{
    private const string Accuracy = "accuracy.csv";
    private const string Nodes = "graphical_nodes.xlsx";

    public static IEnumerable<PaperEntry> Run(Study study)
    {
        foreach (var row in study.Accuracy)
        {
            var what = $"{row.Subject} {row.Operator} {row.Metric} ({row.Tier})";
            if (row.Tier != "any")
            {
                yield return Comparing.Unknown(what, row.Source, Comparing.Text(row.Percent), "needs the full-size model with the authors' weights and the whole data set");
                continue;
            }

            var measured = study.Accuracy.Percent(row.Subject, row.Operator, row.Metric, "mobile_edge");
            yield return Comparing.Rounded(what, Accuracy, row.Percent, measured, Decimals(row.Percent)) with
            {
                Why = "against the authors' other table (mobile and edge), to the printed decimals",
            };
        }

        foreach (var row in PublishedShare.ReadCsv(study.Committed("graph_nodes.csv")))
        {
            var model = study.GraphNodes.Single(one => (one.Subject, one.Operator) == (row.Subject, row.Operator));
            var what = $"{row.Subject} {row.Operator} {row.Provider}";
            yield return Comparing.Unknown($"{what} nodes", Nodes, $"{row.Nodes}", "needs the study's GPU and its version of ONNX Runtime");
            yield return Comparing.Exact($"{what} nodes_pct", Nodes, row.Percent, row.Provider == "cpu" ? model.CpuPercent : model.CudaPercent,
                "share of the published counts, to 1e-9 relative");
        }
    }

    private static int Decimals(double value)
    {
        var text = Comparing.Text(value);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? 0 : text.Length - point - 1;
    }
}
