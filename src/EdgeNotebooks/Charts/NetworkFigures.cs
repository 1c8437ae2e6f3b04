using EdgeNotebooks.Analysis;

namespace EdgeNotebooks.Charts;

/// <summary>
/// The study's figures of RQ6 (PAPER.md, section 7): log latency against bandwidth, a line through the medians of each subject and a
/// bar from the smallest to the largest of five repeats.
/// </summary>
public static class NetworkFigures
{
    private static readonly double[] s_bandwidths = [1, 10, 50, 100, 150, 200];
    private static readonly string[] s_subjects = ["fcn", "resnet", "resnext", "duc"];

    /// <summary>
    /// One of the eight figures of deployments that use both links: the first row fixes the mobile-edge bandwidth, the second the
    /// edge-cloud bandwidth, one panel per value.
    /// </summary>
    /// <param name="grid">The bandwidth grid.</param>
    /// <param name="deployment"><c>cloud</c>, <c>edge_cloud</c> or <c>mobile_cloud</c>.</param>
    /// <param name="operator">An operator of the contract.</param>
    /// <exception cref="ArgumentException">The grid holds no cell of both links for this deployment and operator.</exception>
    public static Figure BothLinks(NetworkSummaries grid, string deployment, string @operator)
    {
        var cells = Cells(grid, deployment, @operator).Where(cell => cell.EdgeCloudMbps is not null).ToArray();
        if (cells.Length == 0) throw new ArgumentException($"the grid has no cell of both links for {deployment}:{@operator}", nameof(deployment));
        var y = YAxis(deployment, @operator);
        return new Figure(
        [
            .. s_bandwidths.Select(fixedRate => Panel($"ME {fixedRate} Mbit/s", cells.Where(cell => cell.MobileEdgeMbps == fixedRate), cell => cell.EdgeCloudMbps!.Value, "EC, Mbit/s", y)),
            .. s_bandwidths.Select(fixedRate => Panel($"EC {fixedRate} Mbit/s", cells.Where(cell => cell.EdgeCloudMbps == fixedRate), cell => cell.MobileEdgeMbps, "ME, Mbit/s", y)),
        ])
        { Title = $"RQ6: {StudyLabels.Of(@operator)} on {deployment}", Columns = 6, Width = 1200, Height = 680, ShowLegend = true, Caption = $"ME: mobile-edge, EC: edge-cloud; {Caption(cells, grid)}" };
    }

    /// <summary>
    /// <c>mobile_edge_latency</c>: identity, quantize, early exit and their hybrid on mobile (left) and edge (right) against the
    /// mobile-edge bandwidth, and in the last row the partitioned ones on mobile and edge.
    /// </summary>
    public static Figure MobileEdge(NetworkSummaries grid)
    {
        var y = new Axis { Title = LatencyBoxes.AxisTitle, Min = 0, Max = 8 };
        (string Deployment, string Operator)[] panels =
        [
            .. from @operator in new[] { "identity", "quantize", "earlyexit", "quantize_earlyexit" } from tier in new[] { "mobile", "edge" } select (tier, @operator),
            ("mobile_edge", "partition"), ("mobile_edge", "quantize_earlyexit_partition"),
        ];
        return new Figure([.. panels.Select(panel => Panel($"{StudyLabels.Of(panel.Operator)} on {StudyLabels.Of(panel.Deployment)}",
            Cells(grid, panel.Deployment, panel.Operator), cell => cell.MobileEdgeMbps, "mobile-edge, Mbit/s", y))])
        {
            Title = "RQ6: deployments without the cloud",
            Columns = 2,
            Height = 1500,
            ShowLegend = true,
            Caption = Caption([.. panels.SelectMany(panel => Cells(grid, panel.Deployment, panel.Operator))], grid),
        };
    }

    private static IEnumerable<NetworkSummary> Cells(NetworkSummaries grid, string deployment, string @operator)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return grid.Where(cell => cell.Configuration.Deployment == deployment && cell.Configuration.Operator == @operator);
    }

    private static Panel Panel(string title, IEnumerable<NetworkSummary> cells, Func<NetworkSummary, double> rate, string xTitle, Axis y)
    {
        var bySubject = cells.ToLookup(cell => cell.Configuration.Subject);
        return new Panel([.. s_subjects.Where(bySubject.Contains).Select(subject => Line(subject, bySubject[subject].OrderBy(rate), rate))])
        { Title = title, X = new Axis { Title = xTitle, Min = -5, Max = 210, Ticks = [50, 100, 150, 200] }, Y = y };
    }

    private static PointTrace Line(string subject, IEnumerable<NetworkSummary> cells, Func<NetworkSummary, double> rate)
    {
        var ordered = cells.ToArray();
        return new PointTrace(StudyLabels.Of(subject), [.. ordered.Select(cell => (object)rate(cell))], [.. ordered.Select(cell => Math.Log(cell.Median))])
        {
            HasLine = true,
            Bars = [.. ordered.Select(cell => (Math.Log(cell.Min), Math.Log(cell.Max)))],
            Color = Palette.Of(subject),
        };
    }

    /// <summary>The limits that the study's figures have.</summary>
    private static Axis YAxis(string deployment, string @operator) => new()
    {
        Title = LatencyBoxes.AxisTitle,
        Min = deployment != "cloud" ? 0 : @operator == "quantize_earlyexit" ? -2 : -1,
        Max = deployment == "cloud" ? 6 : (deployment, @operator) == ("edge_cloud", "quantize_earlyexit_partition") ? 7 : 8,
    };

    private static string Caption(NetworkSummary[] cells, NetworkSummaries grid) =>
        $"n = {string.Join(" or ", cells.Select(cell => cell.N).Distinct().Order())} per point; line: median, bar: smallest to largest; source: {grid.Source}";
}
