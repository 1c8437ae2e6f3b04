using EdgeNotebooks.Analysis;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

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

    /// <summary>RQ6: one panel per cell of a configuration's bandwidth grid, five repeats each; cells whose repeats are all equal are left out.</summary>
    /// <param name="cells">The grid with its repeats.</param>
    /// <param name="configuration">Subject, operator and deployment.</param>
    /// <exception cref="ArgumentException">The grid has no cell of it.</exception>
    public static Figure OnGrid(IReadOnlyList<NetworkCell> cells, Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(configuration);
        var own = cells.Where(cell => cell.Configuration == configuration && cell.Seconds.Sorted[0] < cell.Seconds.Sorted[^1])
            .OrderBy(cell => cell.MobileEdgeMbps).ThenBy(cell => cell.EdgeCloudMbps).ToList();
        if (own.Count == 0) throw new ArgumentException($"the grid has no cell of {configuration}", nameof(configuration));
        var columns = own[0].EdgeCloudMbps is null ? 3 : 6;
        return new Figure([.. own.Select(cell => Panel(cell.Seconds, Palette.Of(configuration.Operator), cell.EdgeCloudMbps is { } far
            ? FormattableString.Invariant($"{cell.MobileEdgeMbps}/{far}") : FormattableString.Invariant($"ME {cell.MobileEdgeMbps} Mbit/s")))])
        {
            Title = columns == 6 ? $"{configuration}: latency against the normal distribution, by Mbit/s of mobile-edge/edge-cloud" : $"{configuration}: latency against the normal distribution, by bandwidth",
            Columns = columns,
            Width = columns == 6 ? 1200 : 900,
            Height = 60 + (210 * ((own.Count + columns - 1) / columns)),
            Caption = $"n = {string.Join(" or ", own.Select(cell => cell.Seconds.Count).Distinct().Order())} per panel; a normal sample lies on its line; W: Shapiro-Wilk; source: the authors' repeats of the bandwidth grid",
        };
    }

    private static Figure Grid(Latencies latencies, string subject, string[] operators, string[] deployments)
    {
        ArgumentNullException.ThrowIfNull(latencies);
        var groups = (from @operator in operators from deployment in deployments select latencies[subject, @operator, deployment]).ToList();
        return new Figure([.. groups.Select(group => Panel(group.Seconds, Palette.Of(group.Configuration.Operator), $"{StudyLabels.Initials(group.Configuration.Operator)} on {StudyLabels.Short(group.Configuration.Deployment)}"))])
        {
            Title = $"{StudyLabels.Of(subject)}: latency against the normal distribution",
            Columns = 3,
            Height = 260 * operators.Length,
            Caption = $"n = {string.Join(" or ", groups.Select(group => group.Seconds.Count).Distinct())} per panel; a normal sample lies on its line; W: Shapiro-Wilk; source: {latencies.Source}",
        };
    }

    private static Panel Panel(Sample seconds, string color, string title)
    {
        var plot = QqPlot.Of(seconds);
        var (first, last) = (plot.Points[0].Theoretical, plot.Points[^1].Theoretical);
        var w = ShapiroWilk.Test(seconds).W;
        return new Panel(
        [
            new PointTrace("ordered values", [.. plot.Points.Select(point => (object)point.Theoretical)], [.. plot.Points.Select(point => point.Ordered)]) { Color = color },
            new PointTrace("least squares", [first, last], [plot.Intercept + (plot.Slope * first), plot.Intercept + (plot.Slope * last)]) { HasLine = true, Color = Palette.Neutral },
        ])
        {
            Title = FormattableString.Invariant($"{title}: W {w:0.00}"),
            X = new Axis { Title = "normal quantile" },
            Y = new Axis { Title = "latency, s" },
        };
    }
}
