using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Analysis.Checks;

/// <summary>Kruskal-Wallis, Conover, Cliff's delta, Shapiro-Wilk and Wilcoxon as printed.</summary>
internal static class StatisticsCheck
{
    private const string SinglePrecision = "the study's SciPy computes this test in single precision";

    public static IEnumerable<PaperEntry> Run(Study study, IReadOnlyDictionary<string, FamilyResult> families)
    {
        PairedComparison[] paired = [PairedComparison.OfAccuracy(study.Accuracy), PairedComparison.OfNodes(study.GraphNodes)];
        return study.Statistics.SelectMany(row => row.Test switch
        {
            "wilcoxon_signed_rank" => Wilcoxon(row, paired),
            "kruskal_wallis" when families.Count > 0 => Kruskal(row, families[row.Family][row.Subject].Overall),
            "conover" when families.Count > 0 => Conover(row, families[row.Family][row.Subject].Pair(row.GroupA, row.GroupB)),
            "shapiro_wilk" when study.HasLatencies => Shapiro(row, study),
            _ => Printed(row).Select(number => Comparing.Unknown($"{What(row)} {number.Name}", row.Family, number.Value,
                $"the raw latencies are not on this machine; {Study.Remedy}")),
        });
    }

    private static IEnumerable<PaperEntry> Kruskal(PublishedStatistic row, KruskalWallis ours)
    {
        yield return Comparing.Exact($"{What(row)} H", row.Family, row.Printed.Statistic!.Value, ours.H);
        yield return Comparing.P($"{What(row)} p", row.Family, row.Printed.P!.Value, ours.P);
        yield return Decision(row, ours.P);
    }

    private static IEnumerable<PaperEntry> Conover(PublishedStatistic row, PairComparison ours)
    {
        yield return Comparing.P($"{What(row)} p", row.Family, row.Printed.P!.Value, ours.Conover.P);
        yield return Comparing.Exact($"{What(row)} Cliff's delta", row.Family, row.Printed.CliffsDelta!.Value, ours.Effect.Delta);
        yield return Comparing.Words($"{What(row)} magnitude", row.Family, row.Printed.Magnitude!, ours.Effect.Magnitude.InWords(), "the same word");
        yield return Decision(row, ours.Conover.P);
    }

    private static IEnumerable<PaperEntry> Shapiro(PublishedStatistic row, Study study)
    {
        var place = row.GroupA.Split(':');
        var ours = ShapiroWilk.Test(study.Latencies[row.Subject, place[1], place[0]].Seconds);
        yield return Comparing.Within($"{What(row)} W", row.Family, row.Printed.Statistic!.Value, ours.W, 5e-6, $"to 5e-6: {SinglePrecision}");
        yield return Comparing.P($"{What(row)} p", row.Family, row.Printed.P!.Value, ours.P, 2e-4, $"log10 p to 2e-4 relative: {SinglePrecision}");
        yield return Decision(row, ours.P);
    }

    private static IEnumerable<PaperEntry> Wilcoxon(PublishedStatistic row, PairedComparison[] paired)
    {
        var ours = paired.Single(one => one.Name == row.Family).Tests.Single(test => (test.A, test.B) == (row.GroupA, row.GroupB));
        yield return Comparing.Exact($"{What(row)} W", row.Family, row.Printed.Statistic!.Value, ours.Test.W);
        yield return Comparing.P($"{What(row)} p", row.Family, row.Printed.P!.Value, ours.Test.P);
        yield return Comparing.Exact($"{What(row)} Cliff's delta", row.Family, row.Printed.CliffsDelta!.Value, ours.Effect.Delta);
        yield return Comparing.Words($"{What(row)} magnitude", row.Family, row.Printed.Magnitude!, ours.Effect.Magnitude.InWords(), "the same word");
        yield return Decision(row, ours.Test.P);
    }

    private static PaperEntry Decision(PublishedStatistic row, PValue p) => Comparing.Words($"{What(row)} decision", row.Family, InWords(row.Significant),
        InWords(p.Log10 < Math.Log10(row.Alpha)), FormattableString.Invariant($"p against {row.Alpha}, not adjusted"));

    private static IEnumerable<(string Name, string Value)> Printed(PublishedStatistic row)
    {
        if (row.Printed.Statistic is { } statistic) yield return (row.Test == "kruskal_wallis" ? "H" : "W", Comparing.Text(statistic));
        if (row.Printed.P is { } p) yield return ("p", Comparing.Text(p));
        if (row.Printed.CliffsDelta is { } delta) yield return ("Cliff's delta", Comparing.Text(delta));
        if (row.Printed.Magnitude is { } magnitude) yield return ("magnitude", magnitude);
        yield return ("decision", InWords(row.Significant));
    }

    private static string InWords(bool significant) => significant ? "significant" : "not significant";

    private static string What(PublishedStatistic row) => row.Test == "kruskal_wallis"
        ? $"{row.Subject} Kruskal-Wallis"
        : $"{row.Subject} {row.GroupA}{(row.GroupB.Length > 0 ? " / " + row.GroupB : "")}";
}
