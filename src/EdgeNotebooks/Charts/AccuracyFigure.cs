using EdgeNotebooks.Analysis;

namespace EdgeNotebooks.Charts;

/// <summary>
/// <c>img_accuracy_vs_latency_results</c> (PAPER.md, section 7): accuracy against the median of log latency, 18 configurations per panel.
/// </summary>
public static class AccuracyFigure
{
    private static readonly (string Subject, string Metric, string Title)[] s_panels =
    [
        ("resnet", "top5_pct", "ResNet, top-5"), ("resnext", "top5_pct", "ResNext, top-5"),
        ("resnet", "top1_pct", "ResNet, top-1"), ("resnext", "top1_pct", "ResNext, top-1"),
        ("fcn", "miou_pct", "FCN, mIoU"), ("duc", "miou_pct", "DUC, mIoU"),
    ];

    private static readonly (string Deployment, string Operator)[] s_configurations =
    [
        .. from @operator in new[] { "identity", "earlyexit", "quantize", "quantize_earlyexit" } from tier in new[] { "mobile", "edge", "cloud" } select (tier, @operator),
        .. from @operator in new[] { "partition", "quantize_earlyexit_partition" } from pair in new[] { "mobile_edge", "edge_cloud", "mobile_cloud" } select (pair, @operator),
    ];

    /// <summary>The figure from the committed medians and accuracies.</summary>
    public static Figure Of(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        return new Figure([.. s_panels.Select(panel => new Panel([.. s_configurations.GroupBy(one => one.Operator).Select(group => Points(study, panel.Subject, panel.Metric, group))])
        {
            Title = panel.Title,
            X = new Axis { Title = $"median latency, {LatencyBoxes.AxisTitle}" },
            Y = new Axis { Title = "accuracy, %", Min = 0, Max = 100 },
        })])
        {
            Title = "Accuracy against latency",
            Columns = 2,
            Height = 1000,
            ShowLegend = true,
            Caption = $"n = 500 latencies per median; a partitioned model whose own accuracy was not printed has that of the whole one; sources: {study.Summary.Source}, {study.Accuracy.Source}",
        };
    }

    private static PointTrace Points(Study study, string subject, string metric, IGrouping<string, (string Deployment, string Operator)> group)
    {
        var places = group.Select(one => one.Deployment).ToArray();
        return new PointTrace(StudyLabels.Of(group.Key),
            [.. places.Select(deployment => (object)Math.Log(study.Summary[subject, group.Key, deployment].Median))],
            [.. places.Select(deployment => study.Accuracy.Percent(subject, group.Key, metric))])
        {
            IsSquare = true,
            Texts = [.. places.Select(deployment => $"{StudyLabels.Of(group.Key)} on {deployment}")],
            Color = Palette.Of(group.Key),
        };
    }
}
