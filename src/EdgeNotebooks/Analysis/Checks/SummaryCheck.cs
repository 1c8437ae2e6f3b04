namespace EdgeNotebooks.Analysis.Checks;

/// <summary>The table of latencies: eight numbers of each configuration.</summary>
internal static class SummaryCheck
{
    private const string Table = "latency table";

    private static readonly (string Name, Func<Statistics.Summary, double> Value)[] Numbers =
    [
        ("n", s => s.N), ("min_s", s => s.Min), ("q1_s", s => s.Q1), ("median_s", s => s.Median), ("q3_s", s => s.Q3), ("max_s", s => s.Max),
        ("mean_s", s => s.Mean), ("std_s", s => s.Std),
    ];

    public static IEnumerable<PaperEntry> Run(Study study)
    {
        var ours = study.HasLatencies ? study.Latencies.Summarize() : null;
        return study.Summary.SelectMany(row => Numbers.Select(number =>
        {
            var what = $"{row.Configuration} {number.Name}";
            return ours is null
                ? Comparing.Unknown(what, Table, Comparing.Text(number.Value(row.Seconds)), $"the raw latencies are not on this machine; {Study.Remedy}")
                : Comparing.Exact(what, Table, number.Value(row.Seconds), number.Value(ours[row.Configuration]), "to 1e-9 relative (the study prints 2 decimals)");
        }));
    }
}
