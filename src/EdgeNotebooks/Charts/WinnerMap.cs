using EdgeNotebooks.Analysis;

namespace EdgeNotebooks.Charts;

/// <summary>
/// Which deployment of an operator is fastest at each pair of bandwidths, and by how much. Whole models compete on the three tiers,
/// partitioned ones on the three pairs.
/// </summary>
public static class WinnerMap
{
    /// <summary>One panel per subject, a cell per pair of bandwidths: the winner and how many times faster it is than the second.</summary>
    /// <param name="grid">The bandwidth grid.</param>
    /// <param name="operator">An operator of the grid.</param>
    /// <exception cref="ArgumentException">The grid has no cell of it.</exception>
    public static Figure Of(NetworkSummaries grid, string @operator)
    {
        var cells = Cells(grid, @operator);
        if (cells.Count == 0) throw new ArgumentException($"the grid has no cell of operator '{@operator}'", nameof(@operator));
        var subjects = cells.Select(cell => cell.Subject).Distinct().ToList();
        var repeats = grid.Where(cell => cell.Configuration.Operator == @operator).Min(cell => cell.N);
        var unclear = cells.Count(cell => !cell.IsClear);
        return new Figure([.. subjects.Select(subject => Panel(subject, [.. cells.Where(cell => cell.Subject == subject)]))])
        {
            Title = Figure.Stamped($"RQ6: the fastest deployment of {StudyLabels.Of(@operator)}", grid.Doubt),
            Provenance = grid.Provenance,
            Columns = 2,
            Height = 420 * ((subjects.Count + 1) / 2),
            Caption = FormattableString.Invariant(
                $"winner and ratio of the second-best median to its own; ? where their ranges overlap ({unclear} of {cells.Count} cells): with {repeats} against {repeats} repeats, ranges that do not overlap have a two-sided exact Mann-Whitney p of {2 / Combinations(repeats):G1}; source: {grid.Source}"),
        };
    }

    /// <summary>The winner of every cell for which all competing deployments were measured.</summary>
    public static IReadOnlyList<BandwidthWinner> Cells(NetworkSummaries grid, string @operator)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(@operator);
        string[] deployments = @operator.EndsWith("partition", StringComparison.Ordinal) ? ["mobile_edge", "edge_cloud", "mobile_cloud"] : ["mobile", "edge", "cloud"];
        var ofOperator = grid.Where(cell => cell.Configuration.Operator == @operator).ToList();
        var places = ofOperator.Where(cell => cell.EdgeCloudMbps is not null).Select(cell => (cell.Configuration.Subject, cell.MobileEdgeMbps, EdgeCloudMbps: cell.EdgeCloudMbps!.Value)).Distinct();
        return [.. places.Select(place => Winner(place.Subject, place.MobileEdgeMbps, place.EdgeCloudMbps, [.. deployments.Select(deployment => ofOperator.FirstOrDefault(cell =>
            cell.Configuration.Subject == place.Subject && cell.Configuration.Deployment == deployment && cell.MobileEdgeMbps == place.MobileEdgeMbps
            && (cell.EdgeCloudMbps is null || cell.EdgeCloudMbps == place.EdgeCloudMbps)))])).OfType<BandwidthWinner>()];
    }

    private static BandwidthWinner? Winner(string subject, double near, double far, IReadOnlyList<NetworkSummary?> cells)
    {
        if (cells.Any(cell => cell is null)) return null;
        var ranked = cells.OfType<NetworkSummary>().OrderBy(cell => cell.Median).ToList();
        return new(subject, near, far, ranked[0].Configuration.Deployment, ranked[1].Configuration.Deployment, ranked[1].Median / ranked[0].Median, ranked[0].Max < ranked.Skip(1).Min(cell => cell.Min));
    }

    private static Panel Panel(string subject, List<BandwidthWinner> cells)
    {
        var near = cells.Select(cell => cell.MobileEdgeMbps).Distinct().Order().ToList();
        var far = cells.Select(cell => cell.EdgeCloudMbps).Distinct().Order().ToList();
        return new Panel([new CellTrace("fastest deployment", [.. near.Select(Rate)], [.. far.Select(Rate)],
            [.. far.Select(y => (IReadOnlyList<string>)[.. near.Select(x => At(x, y) is { } cell ? Palette.Of(cell.Winner) : "")])],
            [.. far.Select(y => (IReadOnlyList<string>)[.. near.Select(x => At(x, y) is { } cell ? Text(cell) : "")])])])
        {
            Title = StudyLabels.Of(subject),
            X = new Axis { Title = "mobile-edge, Mbit/s", IsCategory = true },
            Y = new Axis { Title = "edge-cloud, Mbit/s", IsCategory = true },
        };

        BandwidthWinner? At(double x, double y) => cells.FirstOrDefault(cell => cell.MobileEdgeMbps == x && cell.EdgeCloudMbps == y);
    }

    /// <summary>Ways to choose half of 2n.</summary>
    private static double Combinations(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, i) => product * (n + i) / i);

    private static string Rate(double mbps) => FormattableString.Invariant($"{mbps:0.##}");

    private static string Text(BandwidthWinner cell) => FormattableString.Invariant($"{StudyLabels.Short(cell.Winner)} {cell.Ratio:0.0}x{(cell.IsClear ? "" : " ?")}");
}
