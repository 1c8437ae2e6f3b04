using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Analysis.Checks;

/// <summary>The publication's known errors, each shown by a computation on the data that are here.</summary>
internal static class Errors
{
    private const string NotHeld = "the published table is not among the files kept here";

    public static IEnumerable<PaperEntry> Find(Study study, IReadOnlyDictionary<string, FamilyResult> families)
    {
        yield return NotAdjusted(study, families);
        yield return PairsTwice(study);
        if (study.HasLatencies) yield return PicturesRepeated(study);
        yield return NegligibleButSignificant(families);
        if (study.HasLatencies) yield return TwoCampaigns(study);
        yield return MissingCell(study);
        yield return MissingAccuracy(study);
        yield return CopiedNodes(study);
        yield return Comparing.Unknown("mobile_cloud quantize_earlyexit_partition, Conover p", "RQ6 tables", "results of edge_cloud partition",
            $"another deployment's results stand in this table; {NotHeld}");
        yield return Comparing.Unknown("edge_cloud quantize_earlyexit_partition, summary", "RQ6 tables", "bandwidth columns swapped", NotHeld);
        yield return Comparing.Unknown("mobile_cloud earlyexit_int8, summary", "RQ6 tables", "a copy of the partition table", NotHeld);
    }

    private static PaperEntry NotAdjusted(Study study, IReadOnlyDictionary<string, FamilyResult> families)
    {
        var rows = study.Statistics.Where(row => row.Test == "conover").ToArray();
        var raw = rows.Count(row => Comparing.P("", "", row.Printed.P!.Value, row.P).Verdict == PaperVerdict.Agrees);
        var holm = families.Values.Select(result => result.Adjust(PAdjustment.Holm)).SelectMany(result => result.Subjects).SelectMany(one => one.Pairs)
            .Count(pair => pair.Adjusted.Log10 - pair.Conover.P.Log10 > 1e-6);
        return Differs("p called adjusted", "Conover tables", "adjusted p-value",
            $"equal to the unadjusted p in {raw} of {rows.Length} pairs; Holm would raise {holm}", "the post hoc test was called without an adjustment");
    }

    private static PaperEntry PairsTwice(Study study)
    {
        var (often, once) = (PairedComparison.OfAccuracy(study.Accuracy), PairedComparison.OfAccuracyOnce(study.Accuracy));
        return Differs("accuracy of two operators, p", "wilcoxon_accuracy", often.Tests[0].Test.P.ToString(),
            $"{once.Tests[0].Test.P} with each model and metric once: {once.Tests.Count(test => test.Significant)} of {once.Tests.Count} comparisons significant",
            $"{often.Warnings[0]}; the cloud's values are the same models once more");
    }

    private static PaperEntry PicturesRepeated(Study study)
    {
        var looked = study.Latencies.Where(group => group.Repeats is not null).Select(group => PseudoReplication.Of(group.Seconds, group.Repeats!)).ToArray();
        var serious = looked.Where(one => one.IsSerious).ToArray();
        return Differs("independent latencies per configuration", "all tests on latency", $"{looked.Max(one => one.Values)}", FormattableString.Invariant(
            $"{looked.Max(one => one.Inputs)} pictures; in {serious.Length} of {looked.Length} configurations repeats are correlated, and {looked.Max(one => one.Values)} values are worth {serious.Min(one => one.EffectiveCount):0} to {serious.Max(one => one.EffectiveCount):0}"),
            "five runs over the same pictures are no independent measurements");
    }

    private static PaperEntry NegligibleButSignificant(IReadOnlyDictionary<string, FamilyResult> families)
    {
        var pairs = families.Values.SelectMany(result => result.Subjects).SelectMany(one => one.Pairs).ToArray();
        var negligible = pairs.Where(pair => pair.Significant && pair.Effect.Magnitude == Magnitude.Negligible).ToArray();
        var hidden = pairs.Where(pair => !pair.Significant && pair.Effect.Magnitude >= Magnitude.Medium).ToArray();
        return Differs("significance against effect", "Conover tables", $"{pairs.Count(pair => pair.Significant)} of {pairs.Length} pairs significant",
            $"{negligible.Length} of them with a negligible effect ({List(negligible)}); {hidden.Length} not significant with a medium or large one ({List(hidden)})",
            "with 500 values each, p says little; ranks are taken over all groups of the family");

        static string List(PairComparison[] pairs) => string.Join(", ", pairs.Select(pair => $"{pair.A.Subject} {pair.A.Place}/{pair.B.Place}"));
    }

    private static PaperEntry TwoCampaigns(Study study)
    {
        var fine = study.Latencies.Where(group => group.Seconds.AsList().Count(value => Digits(value) > 13) > group.Seconds.Count / 2)
            .Select(group => $"{group.Configuration.Subject} {group.Configuration.Operator}").Distinct().ToArray();
        return Differs("digits of the raw latencies", "latency table", "one campaign", $"more than 13 digits only in {string.Join(", ", fine)}",
            "the clients of two campaigns are mixed, so these configurations were measured at another time than the rest");
    }

    private static PaperEntry MissingCell(Study study)
    {
        var grids = study.NetworkSummary.GroupBy(cell => cell.Configuration).ToArray();
        var missing = grids.SelectMany(cells =>
            from near in study.NetworkSummary.Select(cell => cell.MobileEdgeMbps).Distinct()
            from far in cells.Select(cell => cell.EdgeCloudMbps).Distinct()
            where !cells.Any(cell => cell.MobileEdgeMbps == near && cell.EdgeCloudMbps == far)
            select FormattableString.Invariant($"{cells.Key} at mobile_edge {near}, edge_cloud {far} Mbit/s")).ToArray();
        return Differs("cells of the bandwidth grid", "RQ6 data", $"{study.NetworkSummary.Count + missing.Length}",
            $"{study.NetworkSummary.Count}; missing: {string.Join(", ", missing)}", "a result file is missing in the package");
    }

    private static PaperEntry MissingAccuracy(Study study)
    {
        var any = study.Accuracy.Where(row => row.Tier == "any").ToArray();
        var missing = any.Select(row => row.Subject).Distinct().SelectMany(subject => any.Select(row => row.Operator).Distinct()
            .Where(name => !any.Any(row => row.Subject == subject && row.Operator == name)).Select(name => $"{subject} {name}")).ToArray();
        return Differs("accuracies per subject and operator", "accuracy.csv", "all", $"missing: {string.Join(", ", missing)}",
            "its points are missing in the scatter plot of accuracy against latency");
    }

    private static PaperEntry CopiedNodes(Study study)
    {
        var copies = study.GraphNodes.Where(one => one.Operator == "quantize_earlyexit" && study.GraphNodes.Any(other =>
            other.Subject == one.Subject && other.Operator == "earlyexit" && (other.Cpu, other.Cuda) == (one.Cpu, one.Cuda))).ToArray();
        return Differs("nodes of quantize_earlyexit", "graphical_nodes.xlsx", string.Join(", ", copies.Select(one => $"{one.Subject} {one.Cpu}/{one.Cuda}")),
            $"equal to earlyexit for {copies.Length} of {study.GraphNodes.Count(one => one.Operator == "quantize_earlyexit")} subjects",
            "quantization adds nodes, so equal counts are a copy slip");
    }

    private static int Digits(double value) => Comparing.Text(value).Count(char.IsAsciiDigit);

    private static PaperEntry Differs(string what, string where, string published, string recomputed, string why) =>
        new(what, where, published, recomputed, PaperVerdict.Differs, why);
}
