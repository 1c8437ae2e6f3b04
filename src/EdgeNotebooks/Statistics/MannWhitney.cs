using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>Do two independent samples differ? Rank-sum test of Mann, Whitney and Wilcoxon. For pairs use <see cref="WilcoxonSignedRank"/>.</summary>
/// <param name="A">First sample.</param>
/// <param name="B">Second sample.</param>
/// <param name="U">Number of pairs in which A is larger, ties counted half; na nb - U is that of B.</param>
/// <param name="P">Two-sided.</param>
/// <param name="Exact">Whether p counts arrangements; otherwise it is the normal approximation.</param>
public sealed record MannWhitney(string A, string B, double U, PValue P, bool Exact)
{
    /// <summary>What was computed, in the words of the field, so that it is not reported under another test's name.</summary>
    public string Method => $"Mann-Whitney U (rank-sum, independent samples), {(Exact ? "exact" : "normal approximation with continuity correction")}";

    /// <summary>Tests <paramref name="a"/> against <paramref name="b"/>.</summary>
    /// <param name="a">At least two values.</param>
    /// <param name="b">At least two values, in the same unit.</param>
    /// <param name="method">
    /// Auto is exact up to na nb = 2500 without ties and up to na + nb = 40 with ties (arrangements of the observed mean ranks, twice the
    /// smaller tail), else the normal approximation with tie-corrected variance and continuity correction, as SciPy 1.10 and R use it.
    /// </param>
    /// <exception cref="ArgumentException">A sample of one value, mixed units, all values equal, or exact for too large samples.</exception>
    /// <remarks>Source: Mann and Whitney (1947), Annals of Mathematical Statistics 18.</remarks>
    public static MannWhitney Test(Sample a, Sample b, PMethod method = PMethod.Auto)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Require.AtLeast("Mann-Whitney", a, 2);
        Require.AtLeast("Mann-Whitney", b, 2);
        Require.OneUnit("Mann-Whitney", [a, b]);
        var ranking = Ranking.Of([a, b]);
        Require.Varies("Mann-Whitney", ranking);
        double na = a.Count, nb = b.Count;
        var u = ranking.Means[0] * na - na * (na + 1) / 2;
        var isQuick = ranking.TieSum > 0 ? na + nb <= 40 : na * nb <= 2500;
        if (method == PMethod.Exact && (ranking.TieSum > 0 ? na + nb > 100 : na * nb > 40_000))
            throw new ArgumentException($"Mann-Whitney: {na} and {nb} values are too many to count arrangements; use PMethod.Asymptotic", nameof(method));
        var exact = method == PMethod.Exact || (method == PMethod.Auto && isQuick);
        return new(a.Name, b.Name, u, exact ? Count(ranking, u) : Approximate(ranking, u), exact);
    }

    private static PValue Count(Ranking ranking, double u)
    {
        int na = ranking.Samples[0].Count, nb = ranking.Samples[1].Count;
        if (ranking.TieSum == 0) return PValue.From(SubsetSums.TwoSided(SubsetSums.OfMannWhitney(na, nb), (int)Math.Round(u)));
        int[] doubled = [.. ranking.Ranks.SelectMany(ranks => ranks).Select(rank => (int)Math.Round(2 * rank))];
        var sum = (int)Math.Round(2 * (u + na * (na + 1) / 2.0));
        return PValue.From(SubsetSums.TwoSided(SubsetSums.OfSize(doubled, na), sum));
    }

    private static PValue Approximate(Ranking ranking, double u)
    {
        double na = ranking.Samples[0].Count, nb = ranking.Samples[1].Count, n = na + nb;
        var spread = Math.Sqrt(na * nb / 12 * (n + 1 - ranking.TieSum / (n * (n - 1))));
        return Tail.NormalTwoSided(Math.Max(0, (Math.Abs(u - na * nb / 2) - 0.5) / spread));
    }
}
