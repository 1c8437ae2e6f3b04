using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>Do several independent groups come from one distribution? Rank test of Kruskal and Wallis.</summary>
/// <param name="H">Statistic, corrected for ties.</param>
/// <param name="DegreesOfFreedom">Number of groups less one.</param>
/// <param name="P">Upper tail of chi-square; an approximation that wants about five values per group.</param>
/// <param name="Groups">Names in the order given.</param>
/// <param name="Counts">Values per group, in that order.</param>
public sealed record KruskalWallis(double H, int DegreesOfFreedom, PValue P, IReadOnlyList<string> Groups, IReadOnlyList<int> Counts)
{
    /// <summary>
    /// Ranks all values together (ties get mean ranks) and compares mean ranks. Values within a group count as independent: for repeated
    /// measurements of the same inputs use <see cref="Friedman"/>.
    /// </summary>
    /// <param name="groups">At least two groups of at least two values, in one unit.</param>
    /// <exception cref="ArgumentException">One group, a group of one value, equal names, mixed units, or all values equal.</exception>
    /// <remarks>Source: Kruskal and Wallis (1952); equals <c>scipy.stats.kruskal</c> 1.10.</remarks>
    public static KruskalWallis Test(IReadOnlyList<Sample> groups)
    {
        Require.Groups("Kruskal-Wallis", groups);
        return From(Ranking.Of(groups));
    }

    internal static KruskalWallis From(Ranking ranking)
    {
        Require.Varies("Kruskal-Wallis", ranking);
        var (h, df) = (ranking.H, ranking.Samples.Count - 1);
        return new(h, df, Tail.ChiSquare(h, df), [.. ranking.Samples.Select(s => s.Name)], [.. ranking.Samples.Select(s => s.Count)]);
    }
}
