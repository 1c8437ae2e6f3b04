using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Analysis.Checks;

/// <summary>The publication's known errors: what it says or supposes, held against the data that are here.</summary>
internal static class Errors
{
    private const string Table = "RQ6 tables";
    private const string Hybrid = "quantize_earlyexit";
    private const string NotHeld = "the published table is not among the files kept here";

    public static IEnumerable<PaperEntry> Find(Study study, IReadOnlyDictionary<string, FamilyResult> families, IReadOnlyList<BandwidthComparison> bandwidths)
    {
        yield return NotAdjusted(study, families);
        yield return PairsTwice(study);
        if (study.HasLatencies) yield return PicturesRepeated(study);
        yield return NegligibleButSignificant(families);
        if (study.HasLatencies) yield return TwoCampaigns(study);
        yield return MissingCell(study);
        yield return MissingAccuracy(study);
        yield return CopiedNodes(study);
        yield return FloatHybrid(study);
        yield return UnequalParts(study);
        yield return WrongTable(bandwidths);
        yield return SwappedColumns(study);
        yield return CopiedTable(study);
    }

    private static PaperEntry NotAdjusted(Study study, IReadOnlyDictionary<string, FamilyResult> families)
    {
        var rows = study.Statistics.Where(row => row.Test == "conover").ToArray();
        var raw = rows.Count(row => IsPrinted(row, row.P));
        var adjusted = new[] { PAdjustment.Holm, PAdjustment.Bonferroni, PAdjustment.BenjaminiHochberg }
            .Select(method => (Method: method, Pairs: families.ToDictionary(family => family.Key, family => family.Value.Adjust(method))))
            .Select(one => (one.Method, Printed: rows.Count(row => IsPrinted(row, one.Pairs[row.Family][row.Subject].Pair(row.GroupA, row.GroupB).Adjusted)))).ToArray();
        return Claim(adjusted.Any(one => one.Printed == rows.Length), "p called adjusted", "Conover tables", "adjusted p-value",
            $"equal to the unadjusted p in {raw} of {rows.Length} pairs; {string.Join(", ", adjusted.Select(one => $"to p after {one.Method} in {one.Printed}"))}",
            "the post hoc test was called without an adjustment; what is too small for a double is printed as 0 either way");

        static bool IsPrinted(PublishedStatistic row, PValue p) => Comparing.P("", "", row.Printed.P!.Value, p).Verdict == PaperVerdict.Agrees;
    }

    private static PaperEntry PairsTwice(Study study)
    {
        var (often, once) = (PairedComparison.OfAccuracy(study.Accuracy), PairedComparison.OfAccuracyOnce(study.Accuracy));
        return Claim(often.Warnings.Count == 0, "accuracy of two operators, p", "wilcoxon_accuracy", often.Tests[0].Test.P.ToString(),
            $"{once.Tests[0].Test.P} with each model and metric once: {once.Tests.Count(test => test.Significant)} of {once.Tests.Count} comparisons significant",
            $"{string.Join("; ", often.Warnings)}; the cloud's values are the same models once more");
    }

    private static PaperEntry PicturesRepeated(Study study)
    {
        var looked = study.Latencies.Where(group => group.Repeats is not null).Select(group => PseudoReplication.Of(group.Seconds, group.Repeats!)).ToArray();
        var serious = looked.Where(one => one.IsSerious).ToArray();
        var worth = serious.Length == 0 ? "" : FormattableString.Invariant($", and {looked.Max(one => one.Values)} values are worth {serious.Min(one => one.EffectiveCount):0} to {serious.Max(one => one.EffectiveCount):0}");
        return Claim(serious.Length == 0, "independent latencies per configuration", "all tests on latency", $"{looked.Max(one => one.Values)}",
            $"{looked.Max(one => one.Inputs)} pictures; in {serious.Length} of {looked.Length} configurations repeats are correlated{worth}",
            "five runs over the same pictures are no independent measurements");
    }

    private static PaperEntry NegligibleButSignificant(IReadOnlyDictionary<string, FamilyResult> families)
    {
        var pairs = families.Values.SelectMany(result => result.Subjects).SelectMany(one => one.Pairs).ToArray();
        var negligible = pairs.Where(pair => pair.Significant && pair.Effect.Magnitude == Magnitude.Negligible).ToArray();
        var hidden = pairs.Where(pair => !pair.Significant && pair.Effect.Magnitude >= Magnitude.Medium).ToArray();
        return Claim(negligible.Length + hidden.Length == 0, "significance against effect", "Conover tables", $"{pairs.Count(pair => pair.Significant)} of {pairs.Length} pairs significant",
            $"{negligible.Length} of them with a negligible effect ({List(negligible)}); {hidden.Length} not significant with a medium or large one ({List(hidden)})",
            "with 500 values each, p says little; ranks are taken over all groups of the family");

        static string List(PairComparison[] pairs) => string.Join(", ", pairs.Select(pair => $"{pair.A.Subject} {pair.A.Place}/{pair.B.Place}"));
    }

    private static PaperEntry TwoCampaigns(Study study)
    {
        string[] fine = [.. Fine(group => group.Seconds.AsList().Count(value => Digits(value) > 13) > group.Seconds.Count / 2)], all = [.. Fine(_ => true)];
        return Claim(fine.Length == 0 || fine.Length == all.Length, "digits of the raw latencies", "latency table", "one campaign", $"more than 13 digits only in {string.Join(", ", fine)}",
            "the clients of two campaigns are mixed, so these configurations were measured at another time than the rest");

        IEnumerable<string> Fine(Func<LatencyGroup, bool> chosen) =>
            study.Latencies.Where(chosen).Select(group => $"{group.Configuration.Subject} {group.Configuration.Operator}").Distinct();
    }

    private static PaperEntry MissingCell(Study study)
    {
        var grids = study.NetworkSummary.GroupBy(cell => cell.Configuration).ToArray();
        var missing = grids.SelectMany(cells =>
            from near in study.NetworkSummary.Select(cell => cell.MobileEdgeMbps).Distinct()
            from far in cells.Select(cell => cell.EdgeCloudMbps).Distinct()
            where !cells.Any(cell => cell.MobileEdgeMbps == near && cell.EdgeCloudMbps == far)
            select FormattableString.Invariant($"{cells.Key} at mobile_edge {near}, edge_cloud {far} Mbit/s")).ToArray();
        return Claim(missing.Length == 0, "cells of the bandwidth grid", "RQ6 data", $"{study.NetworkSummary.Count + missing.Length}",
            $"{study.NetworkSummary.Count}; missing: {string.Join(", ", missing)}", "a result file is missing in the package");
    }

    private static PaperEntry MissingAccuracy(Study study)
    {
        var any = study.Accuracy.Where(row => row.Tier == "any").ToArray();
        var missing = any.Select(row => row.Subject).Distinct().SelectMany(subject => any.Select(row => row.Operator).Distinct()
            .Where(name => !any.Any(row => row.Subject == subject && row.Operator == name)).Select(name => $"{subject} {name}")).ToArray();
        return Claim(missing.Length == 0, "accuracies per subject and operator", "accuracy.csv", "all", $"missing: {string.Join(", ", missing)}",
            "its points are missing in the scatter plot of accuracy against latency");
    }

    private static PaperEntry CopiedNodes(Study study)
    {
        var hybrids = study.GraphNodes.Where(one => one.Operator == Hybrid).ToArray();
        var copies = hybrids.Where(one => study.GraphNodes.Any(other => (other.Subject, other.Operator, other.Cpu, other.Cuda) == (one.Subject, "earlyexit", one.Cpu, one.Cuda))).ToArray();
        return Claim(copies.Length == 0, "nodes of quantize_earlyexit", "graphical_nodes.xlsx", string.Join(", ", copies.Select(one => $"{one.Subject} {one.Cpu}/{one.Cuda}")),
            $"equal to earlyexit for {copies.Length} of {hybrids.Length} subjects", "quantization adds nodes, so equal counts are a copy slip");
    }

    /// <summary>duc's script joins float parts under the quantized name; a model made so would have the early exit's accuracy and nodes.</summary>
    private static PaperEntry FloatHybrid(Study study)
    {
        var (hybrid, exit) = (Of(Hybrid), Of("earlyexit"));
        return Claim(hybrid == exit, "duc quantize_earlyexit, parts joined by its script", "operator scripts",
            FormattableString.Invariant($"float parts: mean IoU {exit.Percent} %, {exit.Cpu} nodes on the CPU, as earlyexit"),
            FormattableString.Invariant($"mean IoU {hybrid.Percent} %, {hybrid.Cpu} nodes on the CPU"), "the measured model was quantized, whatever the script joins");

        (double Percent, int Cpu) Of(string name) => (study.Accuracy.Percent("duc", name, "miou_pct", "mobile_edge"),
            study.GraphNodes.Single(one => (one.Subject, one.Operator) == ("duc", name)).Cpu);
    }

    /// <summary>Script and figure name two cuts; the study says that it divides into parts of equal size.</summary>
    private static PaperEntry UnequalParts(Study study)
    {
        var shares = study.ModelSizes.Where(size => size.Operator == "quantize_earlyexit_partition" && size.Part.StartsWith("part1 (layer3.", StringComparison.Ordinal))
            .GroupBy(size => size.Part[7..^5]).Select(cut => (Cut: cut.Key, Text: string.Join(", ", cut.Select(size => FormattableString.Invariant($"{size.Subject} {Share(size):0.0} %"))),
                Off: cut.Max(size => Math.Abs(Share(size) - 50)))).ToArray();
        var script = shares.Single(one => one.Cut == "layer3.16");
        return Claim(script.Off == shares.Min(one => one.Off), "quantize_earlyexit_partition, where resnet and resnext are cut", "operator scripts",
            "layer3.16, at equal size", string.Join("; ", shares.Select(one => $"first part up to {one.Cut}: {one.Text} of the parameters")),
            "the paper's figure has the cut that divides equally, the script the other");

        double Share(ModelSize size) => 100.0 * size.Parameters!.Value / study.ModelSizes.Single(whole => (whole.Subject, whole.Operator, whole.Part) == (size.Subject, "earlyexit", "whole")).Parameters!.Value;
    }

    /// <summary>What it means that a table holds another's results: how many of its cells are then other numbers.</summary>
    private static PaperEntry WrongTable(IReadOnlyList<BandwidthComparison> bandwidths)
    {
        const string What = "mobile_cloud quantize_earlyexit_partition, Conover p", Published = "results of edge_cloud partition";
        if (bandwidths.Count == 0) return Comparing.Unknown(What, Table, Published, $"{NotHeld}; what the mistake changes needs the raw repeats: {Study.Remedy}");
        var held = bandwidths.Where(one => (one.Configuration.Deployment, one.Configuration.Operator) == ("edge_cloud", "partition"))
            .SelectMany(one => one.Pairs.Select(pair => (Key: (one.Configuration.Subject, one.FixedLink, one.FixedMbps, pair.MbpsA, pair.MbpsB), pair.Alone))).ToDictionary(one => one.Key, one => one.Alone!.P.Value);
        var right = bandwidths.Where(one => (one.Configuration.Deployment, one.Configuration.Operator) == ("mobile_cloud", "quantize_earlyexit_partition"))
            .SelectMany(one => one.Pairs.Select(pair => (P: pair.Alone!.P.Value, Other: held[(one.Configuration.Subject, one.FixedLink, one.FixedMbps, pair.MbpsA, pair.MbpsB)]))).ToArray();
        return Comparing.Unknown(What, Table, Published, $"another deployment's results stand in this table; {NotHeld}") with
        {
            Recomputed = $"{right.Count(one => Math.Round(one.P, 3) != Math.Round(one.Other, 3))} of {right.Length} p differ between the two at 3 decimals, {right.Count(one => one.P < 0.05 != one.Other < 0.05)} decisions at 0.05",
        };
    }

    private static PaperEntry SwappedColumns(Study study)
    {
        var grid = study.NetworkSummary.Where(cell => (cell.Configuration.Deployment, cell.Configuration.Operator) == ("edge_cloud", "quantize_earlyexit_partition"))
            .ToDictionary(cell => (cell.Configuration.Subject, Near: cell.MobileEdgeMbps, Far: cell.EdgeCloudMbps!.Value), cell => cell.Median);
        var changed = grid.Count(cell => !Same(cell.Value, grid[(cell.Key.Subject, cell.Key.Far, cell.Key.Near)]));
        return Comparing.Unknown("edge_cloud quantize_earlyexit_partition, summary", Table, "bandwidth columns swapped", NotHeld) with
        { Recomputed = $"read as printed, {changed} of {grid.Count} medians stand at the wrong pair of bandwidths" };
    }

    private static PaperEntry CopiedTable(Study study)
    {
        var cells = study.NetworkSummary.Where(cell => cell.Configuration.Deployment == "mobile_cloud")
            .ToDictionary(cell => (cell.Configuration.Subject, cell.Configuration.Operator, cell.MobileEdgeMbps, cell.EdgeCloudMbps), cell => cell.Median);
        var both = cells.Where(cell => cell.Key.Operator == "quantize_earlyexit_partition").Select(cell => (Own: cell.Value, Copy: cells[cell.Key with { Operator = "partition" }])).ToArray();
        return Comparing.Unknown("mobile_cloud earlyexit_int8, summary", Table, "a copy of the partition table", NotHeld) with
        { Recomputed = $"{both.Count(one => !Same(one.Own, one.Copy))} of {both.Length} medians differ between the two at 4 decimals" };
    }

    private static bool Same(double a, double b) => Math.Round(a, 4) == Math.Round(b, 4);

    private static int Digits(double value) => Comparing.Text(value).Count(char.IsAsciiDigit);

    /// <summary>What the publication says or supposes, held against the data.</summary>
    private static PaperEntry Claim(bool holds, string what, string where, string published, string recomputed, string why) =>
        new(what, where, published, recomputed, holds ? PaperVerdict.Agrees : PaperVerdict.Differs, why);
}
