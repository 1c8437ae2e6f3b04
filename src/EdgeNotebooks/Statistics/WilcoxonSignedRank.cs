using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>What a signed-rank test does with pairs whose values are equal.</summary>
public enum ZeroDifferences
{
    /// <summary>Left out before ranking. Source: Wilcoxon (1945).</summary>
    Drop,

    /// <summary>Ranked with the others, then left out. Source: Pratt (1959).</summary>
    Pratt,
}

/// <summary>Do paired values differ? Signed-rank test of Wilcoxon. For independent samples use <see cref="MannWhitney"/>.</summary>
/// <param name="A">First sample.</param>
/// <param name="B">Second sample.</param>
/// <param name="W">The smaller of the rank sums of positive and negative differences.</param>
/// <param name="PositiveRanks">Rank sum of the pairs in which A is larger.</param>
/// <param name="Used">Pairs that differ.</param>
/// <param name="Zeros">Pairs that do not.</param>
/// <param name="Duplicates">Pairs that repeat another pair in both values.</param>
/// <param name="P">Two-sided.</param>
/// <param name="Exact">Whether p counts sign patterns; otherwise it is the normal approximation.</param>
public sealed record WilcoxonSignedRank(string A, string B, double W, double PositiveRanks, int Used, int Zeros, int Duplicates, PValue P, bool Exact)
{
    /// <summary>What was computed, in the words of the field, so that it is not reported under another test's name.</summary>
    public string Method => $"Wilcoxon signed-rank (paired samples), {(Exact ? "exact" : "normal approximation")}";

    /// <summary>A sentence to show when pairs repeat each other, which is no new evidence; null otherwise.</summary>
    public string? Warning => Duplicates == 0
        ? null
        : $"{Duplicates} of {Used + Zeros} pairs repeat another pair exactly; the same measurement counted twice makes p too small";

    /// <summary>Tests value i of <paramref name="a"/> against value i of <paramref name="b"/>.</summary>
    /// <param name="a">At least one value.</param>
    /// <param name="b">As many values, in the same unit.</param>
    /// <param name="zeros">Default: pairs that do not differ are left out.</param>
    /// <param name="method">
    /// Auto is exact up to 50 differing pairs, ties by mean ranks (all sign patterns of the observed ranks), else the normal approximation
    /// with tie-corrected variance, without continuity correction, as SciPy 1.10 computes it. Exact is possible up to 500.
    /// </param>
    /// <exception cref="ArgumentException">Different lengths or units, no pair that differs, or exact for too many pairs.</exception>
    /// <remarks>Source: Wilcoxon (1945), Biometrics Bulletin 1.</remarks>
    public static WilcoxonSignedRank Test(Sample a, Sample b, ZeroDifferences zeros = ZeroDifferences.Drop, PMethod method = PMethod.Auto)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Require.OneUnit("Wilcoxon signed-rank", [a, b]);
        if (a.Count != b.Count)
            throw new ArgumentException($"Wilcoxon signed-rank compares pairs: '{a.Name}' has {a.Count} values, '{b.Name}' has {b.Count}; "
                + "for independent samples use Mann-Whitney", nameof(b));
        double[] differences = [.. a.AsList().Zip(b.AsList(), (x, y) => x - y)];
        var zero = differences.Count(difference => difference == 0);
        var used = differences.Length - zero;
        if (used == 0) throw new ArgumentException($"Wilcoxon signed-rank: all {a.Count} pairs of '{a.Name}' and '{b.Name}' are equal");
        if (method == PMethod.Exact && used > 500)
            throw new ArgumentException($"Wilcoxon signed-rank: {used} pairs are too many to count sign patterns; use PMethod.Asymptotic", nameof(method));

        var ranked = new Sample("differences", differences.Where(d => zeros == ZeroDifferences.Pratt || d != 0).Select(Math.Abs));
        var ranking = Ranking.Of([ranked]);
        var signs = differences.Where(d => zeros == ZeroDifferences.Pratt || d != 0).Select(Math.Sign).ToArray();
        var pairs = ranking.Ranks[0].Zip(signs, (rank, sign) => (Rank: rank, Sign: sign)).Where(pair => pair.Sign != 0).ToArray();
        var positive = pairs.Where(pair => pair.Sign > 0).Sum(pair => pair.Rank);
        var negative = pairs.Where(pair => pair.Sign < 0).Sum(pair => pair.Rank);
        var exact = method == PMethod.Exact || (method == PMethod.Auto && used <= 50);
        var p = exact ? Count([.. pairs.Select(pair => pair.Rank)], positive) : Approximate([.. pairs.Select(pair => pair.Rank)], positive);
        return new(a.Name, b.Name, Math.Min(positive, negative), positive, used, zero, Duplicated(a, b), p, exact);
    }

    private static PValue Count(double[] ranks, double positive) => PValue.From(SubsetSums.TwoSided(
        SubsetSums.OfAnySize(Array.ConvertAll(ranks, rank => (int)Math.Round(2 * rank))), (int)Math.Round(2 * positive)));

    /// <summary>Under the null each rank has either sign with probability 1/2: mean half the sum, variance a quarter of the squares.</summary>
    private static PValue Approximate(double[] ranks, double positive) =>
        Tail.NormalTwoSided((positive - ranks.Sum() / 2) / Math.Sqrt(ranks.Sum(rank => rank * rank) / 4));

    private static int Duplicated(Sample a, Sample b) => a.Count - a.AsList().Zip(b.AsList()).Distinct().Count();
}
