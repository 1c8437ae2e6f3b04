using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>Which groups differ? Pairwise comparison of mean ranks after Kruskal-Wallis, by Conover and Iman.</summary>
/// <remarks>
/// t = |Ra - Rb| / sqrt(S2 (N-1-H)/(N-k) (1/na + 1/nb)) with N - k degrees of freedom, ranks taken over all groups together, ties by mean
/// ranks. p is two-sided and not adjusted. Source: Conover (1999), Practical Nonparametric Statistics, section 5.2; equals
/// <c>scikit_posthocs.posthoc_conover</c> without <c>p_adjust</c>, which is what the study printed as adjusted p.
/// </remarks>
public static class ConoverIman
{
    /// <summary>All pairs in the order of <paramref name="groups"/>: (1,2), (1,3), ..., (2,3), ...</summary>
    /// <param name="groups">At least two groups of at least two values, in one unit.</param>
    /// <exception cref="ArgumentException">As for <see cref="KruskalWallis.Test"/>, or every group is constant.</exception>
    public static IReadOnlyList<PairTest> Test(IReadOnlyList<Sample> groups)
    {
        Require.Groups("Conover-Iman", groups);
        return From(Ranking.Of(groups));
    }

    internal static IReadOnlyList<PairTest> From(Ranking ranking)
    {
        Require.Varies("Conover-Iman", ranking);
        if (ranking.WithinSquares <= 0)
            throw new ArgumentException("Conover-Iman: every group is constant, so there is no spread to compare the differences with");
        double df = ranking.Total - ranking.Samples.Count;
        var variance = ranking.WithinSquares / df;
        return ranking.Pairs((a, b) =>
        {
            var t = Math.Abs(ranking.Means[a] - ranking.Means[b]) / Math.Sqrt(variance * (1.0 / ranking.Samples[a].Count + 1.0 / ranking.Samples[b].Count));
            return new PairTest(ranking.Samples[a].Name, ranking.Samples[b].Name, t, df, Tail.StudentTwoSided(t, df));
        });
    }
}
