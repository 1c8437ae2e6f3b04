using EdgeNotebooks.Analysis;

namespace EdgeNotebooks.Charts;

/// <summary>
/// The study's box plots of latency (PAPER.md, section 7), redrawn from the authors' data. Without the raw measurements the boxes come
/// from the committed quartiles, and the caption says what is missing and how to get it.
/// </summary>
public static class StudyFigures
{
    /// <summary><c>img_rq1_results</c>: the unchanged model on mobile, edge and cloud.</summary>
    public static Figure Rq1(Study study) => Boxes(study, "RQ1: identity on mobile, edge and cloud",
        [.. new[] { "mobile", "edge", "cloud" }.Select(tier => new BoxPlace(tier, "identity", StudyLabels.Of(tier), null, Palette.Of(tier)))]);

    /// <summary><c>img_rq4_results</c>: the partitioned model on tier pairs among the unchanged one on single tiers.</summary>
    public static Figure Rq4(Study study) => PairsAmongTiers(study, "RQ4: identity on a tier, partition on a pair", "identity", "partition");

    /// <summary><c>img_rq5_results</c>: the hybrids, partitioned on tier pairs among whole on single tiers.</summary>
    public static Figure Rq5(Study study) => PairsAmongTiers(study, "RQ5: quantize and early exit on a tier, with partition on a pair",
        "quantize_earlyexit", "quantize_earlyexit_partition");

    /// <summary>
    /// <c>img_rq2_rq3_rq4_rq5_results</c>: operators per tier; on mobile-edge, identity's colour stands for partition and quantize
    /// early exit's for the partitioned hybrid.
    /// </summary>
    public static Figure Operators(Study study)
    {
        string[] operators = ["identity", "quantize", "earlyexit", "quantize_earlyexit"];
        BoxPlace[] boxes =
        [
            .. from tier in new[] { "mobile", "edge", "cloud" } from @operator in operators select At(tier, @operator, hue: @operator),
            At("mobile_edge", "partition", hue: "identity"), At("mobile_edge", "quantize_earlyexit_partition", hue: "quantize_earlyexit"),
        ];
        var figure = Boxes(study, "RQ2 to RQ5: operators per tier", boxes) with { ShowLegend = true };
        return figure with { Caption = $"{figure.Caption}; on ME: Identity = partition, Quantize EarlyExit = quantize early exit partition" };

        static BoxPlace At(string deployment, string @operator, string hue) =>
            new(deployment, @operator, StudyLabels.Of(hue), StudyLabels.Short(deployment), Palette.Of(hue));
    }

    private static Figure PairsAmongTiers(Study study, string title, string onTiers, string onPairs) => Boxes(study, title,
        [.. new[] { "edge", "mobile_edge", "mobile", "edge_cloud", "mobile_cloud", "cloud" }.Select(deployment => new BoxPlace(
            deployment, deployment.Contains('_', StringComparison.Ordinal) ? onPairs : onTiers, StudyLabels.Short(deployment), null, Palette.Of(deployment)))]);

    private static Figure Boxes(Study study, string title, BoxPlace[] boxes)
    {
        ArgumentNullException.ThrowIfNull(study);
        var figure = study.HasLatencies ? LatencyBoxes.Of(study.Latencies, boxes) : LatencyBoxes.Of(study.Summary, boxes);
        return figure with { Title = title, Caption = study.HasLatencies ? figure.Caption : $"{figure.Caption}; {study.Missing[0]}" };
    }
}
