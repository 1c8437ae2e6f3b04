using System.Globalization;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>Two bandwidths of one link compared, the other link fixed.</summary>
/// <param name="MbpsA">First bandwidth, 10^6 bit/s.</param>
/// <param name="MbpsB">Second bandwidth.</param>
/// <param name="Alone">Conover on the two groups alone, as the study did; null when every value of each group is equal.</param>
/// <param name="Pooled">Conover with ranks over all bandwidths, as the method is meant.</param>
/// <param name="PooledHolm">That p adjusted by Holm within the comparison.</param>
/// <param name="Effect">Cliff's delta; positive where A is slower.</param>
public sealed record BandwidthPair(double MbpsA, double MbpsB, PairTest? Alone, PairTest Pooled, PValue PooledHolm, CliffsDelta Effect);

/// <summary>RQ6: does the bandwidth of one link matter when the other link is fixed?</summary>
/// <param name="Configuration">Subject, operator and deployment.</param>
/// <param name="FixedLink"><c>mobile_edge</c> or <c>edge_cloud</c>; empty where the deployment uses one link only.</param>
/// <param name="FixedMbps">Bandwidth of the fixed link, 10^6 bit/s; null without one.</param>
/// <param name="Overall">Kruskal-Wallis over the bandwidths of the other link.</param>
/// <param name="Pairs">All pairs of bandwidths, ascending.</param>
public sealed record BandwidthComparison(
    Configuration Configuration, string FixedLink, double? FixedMbps, KruskalWallis Overall, IReadOnlyList<BandwidthPair> Pairs)
{
    /// <summary>Every row and column of the grid compared, in the order of the cells; a missing cell leaves its row with five groups.</summary>
    /// <param name="cells">Cells of any configurations.</param>
    public static IReadOnlyList<BandwidthComparison> Of(IReadOnlyList<NetworkCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return
        [
            .. cells.GroupBy(cell => cell.Configuration).SelectMany(grid => grid.First().EdgeCloudMbps is null
                ? [Compare(grid.Key, "", null, grid, cell => cell.MobileEdgeMbps)]
                : grid.GroupBy(cell => cell.MobileEdgeMbps)
                    .Select(row => Compare(grid.Key, "mobile_edge", row.Key, row, cell => cell.EdgeCloudMbps!.Value))
                    .Concat(grid.GroupBy(cell => cell.EdgeCloudMbps!.Value)
                        .Select(row => Compare(grid.Key, "edge_cloud", row.Key, row, cell => cell.MobileEdgeMbps)))),
        ];
    }

    /// <summary>One row per comparison: deployment, operator, subject, fixed_link, fixed_mbps, groups, h, df, p, log10_p.</summary>
    public static DataFrame KruskalTable(IReadOnlyList<BandwidthComparison> comparisons) => Frame.Of(comparisons,
        new("deployment", row => row.Configuration.Deployment), new("operator", row => row.Configuration.Operator), new("subject", row => row.Configuration.Subject),
        new("fixed_link", row => row.FixedLink), new("fixed_mbps", row => row.FixedMbps), new("groups", row => row.Overall.Groups.Count),
        new("h", row => row.Overall.H), new("df", row => row.Overall.DegreesOfFreedom), new("p", row => row.Overall.P.Value), new("log10_p", row => row.Overall.P.Log10));

    /// <summary>
    /// One row per pair of bandwidths: deployment, operator, subject, fixed_link, fixed_mbps, mbps_a, mbps_b, conover_alone_p (the study's),
    /// conover_pooled_p, conover_pooled_holm_p, cliffs_delta, magnitude.
    /// </summary>
    public static DataFrame PairTable(IReadOnlyList<BandwidthComparison> comparisons)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        return Frame.Of<(BandwidthComparison Grid, BandwidthPair Pair)>([.. comparisons.SelectMany(grid => grid.Pairs.Select(pair => (grid, pair)))],
            new("deployment", row => row.Grid.Configuration.Deployment), new("operator", row => row.Grid.Configuration.Operator),
            new("subject", row => row.Grid.Configuration.Subject), new("fixed_link", row => row.Grid.FixedLink), new("fixed_mbps", row => row.Grid.FixedMbps),
            new("mbps_a", row => row.Pair.MbpsA), new("mbps_b", row => row.Pair.MbpsB), new("conover_alone_p", row => row.Pair.Alone?.P.Value),
            new("conover_pooled_p", row => row.Pair.Pooled.P.Value), new("conover_pooled_holm_p", row => row.Pair.PooledHolm.Value),
            new("cliffs_delta", row => row.Pair.Effect.Delta), new("magnitude", row => row.Pair.Effect.Magnitude.InWords()));
    }

    private static BandwidthComparison Compare(Configuration configuration, string link, double? mbps, IEnumerable<NetworkCell> cells,
        Func<NetworkCell, double> varied)
    {
        var groups = cells.OrderBy(varied).Select(cell => (Mbps: varied(cell),
            Sample: cell.Seconds.Named(varied(cell).ToString(CultureInfo.InvariantCulture)))).ToArray();
        var ranking = Ranking.Of([.. groups.Select(group => group.Sample)]);
        var pooled = ConoverIman.From(ranking);
        var holm = PAdjust.Apply([.. pooled.Select(pair => pair.P)]);
        var at = groups.ToDictionary(group => group.Sample.Name);
        return new(configuration, link, mbps, KruskalWallis.From(ranking), [.. pooled.Select((pair, i) => new BandwidthPair(at[pair.A].Mbps,
            at[pair.B].Mbps, Alone(at[pair.A].Sample, at[pair.B].Sample), pair, holm[i], CliffsDelta.Of(at[pair.A].Sample, at[pair.B].Sample)))]);
    }

    private static PairTest? Alone(Sample a, Sample b)
    {
        var ranking = Ranking.Of([a, b]);
        return ranking.WithinSquares > 0 ? ConoverIman.From(ranking)[0] : null;
    }
}
