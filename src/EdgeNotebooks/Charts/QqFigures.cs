using EdgeNotebooks.Analysis;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Charts;

/// <summary>The study's Q-Q plots (PAPER.md, section 7): ordered latencies against normal quantiles, with the least-squares line.</summary>
public static class QqFigures
{
    private static readonly string[] s_whole = ["identity", "earlyexit", "quantize", "quantize_earlyexit"];
    private static readonly string[] s_divided = ["partition", "quantize_earlyexit_partition"];

    /// <summary>4x3: identity, early exit, quantize and their hybrid on mobile, edge and cloud.</summary>
    /// <param name="latencies">Measurements that hold all of them for the subject.</param>
    /// <param name="subject">The model.</param>
    /// <exception cref="ConfigurationNotFoundException">One of them is missing.</exception>
    public static Figure OnTiers(Latencies latencies, string subject) => Grid(latencies, subject, s_whole, ["mobile", "edge", "cloud"]);

    /// <summary>2x3: partition and the partitioned hybrid on mobile-edge, edge-cloud and mobile-cloud.</summary>
    /// <param name="latencies">Measurements that hold all of them for the subject.</param>
    /// <param name="subject">The model.</param>
    /// <exception cref="ConfigurationNotFoundException">One of them is missing.</exception>
    public static Figure OnPairs(Latencies latencies, string subject) => Grid(latencies, subject, s_divided, ["mobile_edge", "edge_cloud", "mobile_cloud"]);

    private static Figure Grid(Latencies latencies, string subject, string[] operators, string[] deployments)
    {
        ArgumentNullException.ThrowIfNull(latencies);
        var groups = (from @operator in operators from deployment in deployments select latencies[subject, @operator, deployment]).ToList();
        return new Figure([.. groups.Select(Panel)])
        {
            Title = $"{StudyLabels.Of(subject)}: latency against the normal distribution",
            Columns = 3,
            Height = 260 * operators.Length,
            Caption = $"n = {string.Join(" or ", groups.Select(group => group.Seconds.Count).Distinct())} per panel; a normal sample lies on its line; W: Shapiro-Wilk; source: {latencies.Source}",
        };
    }

    private static Panel Panel(LatencyGroup group)
    {
        var plot = QqPlot.Of(group.Seconds);
        var (first, last) = (plot.Points[0].Theoretical, plot.Points[^1].Theoretical);
        var (configuration, color) = (group.Configuration, Palette.Of(group.Configuration.Operator));
        var w = ShapiroWilk.Test(group.Seconds).W;
        return new Panel(
        [
            new PointTrace("ordered values", [.. plot.Points.Select(point => (object)point.Theoretical)], [.. plot.Points.Select(point => point.Ordered)]) { Color = color },
            new PointTrace("least squares", [first, last], [plot.Intercept + (plot.Slope * first), plot.Intercept + (plot.Slope * last)]) { HasLine = true, Color = Palette.Neutral },
        ])
        {
            Title = FormattableString.Invariant($"{StudyLabels.Initials(configuration.Operator)} on {StudyLabels.Short(configuration.Deployment)}, W = {w:0.000}"),
            X = new Axis { Title = "normal quantile" },
            Y = new Axis { Title = "latency, s" },
        };
    }
}
