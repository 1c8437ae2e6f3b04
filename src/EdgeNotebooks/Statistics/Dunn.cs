using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>Pairwise comparison of mean ranks after Kruskal-Wallis by Dunn: more cautious than <see cref="ConoverIman"/>.</summary>
/// <remarks>
/// z = |Ra - Rb| / sqrt((N(N+1)/12 - T/(12(N-1))) (1/na + 1/nb)) with T the sum of t^3 - t over ties; p is two-sided normal and not adjusted.
/// Source: Dunn (1964), Technometrics 6.
/// </remarks>
public static class Dunn
{
    /// <summary>All pairs in the order of <paramref name="groups"/>.</summary>
    /// <param name="groups">At least two groups of at least two values, in one unit.</param>
    /// <exception cref="ArgumentException">As for <see cref="KruskalWallis.Test"/>.</exception>
    public static IReadOnlyList<PairTest> Test(IReadOnlyList<Sample> groups)
    {
        Require.Groups("Dunn", groups);
        var ranking = Ranking.Of(groups);
        Require.Varies("Dunn", ranking);
        var variance = ranking.TotalSquares / (ranking.Total - 1);
        return ranking.Pairs((a, b) =>
        {
            var z = Math.Abs(ranking.Means[a] - ranking.Means[b]) / Math.Sqrt(variance * (1.0 / groups[a].Count + 1.0 / groups[b].Count));
            return new PairTest(groups[a].Name, groups[b].Name, z, double.PositiveInfinity, Tail.NormalTwoSided(z));
        });
    }
}
