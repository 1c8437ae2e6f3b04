using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>Do treatments differ when each was applied to the same blocks (the same inputs)? Friedman's rank test.</summary>
/// <param name="ChiSquare">Statistic, corrected for ties.</param>
/// <param name="DegreesOfFreedom">Number of treatments less one.</param>
/// <param name="P">Upper tail of chi-square.</param>
/// <param name="F">Iman and Davenport's F form of the statistic, the better approximation; infinite when all blocks agree.</param>
/// <param name="FP">Upper tail of F with (k-1) and (k-1)(b-1) degrees of freedom.</param>
/// <param name="Blocks">b, how many inputs each treatment saw.</param>
/// <param name="Pairs">Conover's pairwise comparison within blocks; two-sided p, not adjusted.</param>
/// <remarks>
/// Ranks are taken within each block, ties by mean ranks. The statistic equals <c>scipy.stats.friedmanchisquare</c> 1.10. Source: Friedman
/// (1937); Conover (1999), section 5.8, for F and for the pairs (there with all k treatments' rank sums, not Nemenyi's variant).
/// </remarks>
public sealed record Friedman(
    double ChiSquare, int DegreesOfFreedom, PValue P, double F, PValue FP, int Blocks, IReadOnlyList<PairTest> Pairs)
{
    /// <summary>Tests <paramref name="treatments"/>; value i of each belongs to block i.</summary>
    /// <param name="treatments">At least two samples of equal length, two blocks or more, in one unit.</param>
    /// <exception cref="ArgumentException">Unequal lengths, one treatment, one block, mixed units, or no differences in any block.</exception>
    public static Friedman Test(IReadOnlyList<Sample> treatments)
    {
        Require.Groups("Friedman", treatments);
        var (k, b) = (treatments.Count, treatments[0].Count);
        if (treatments.FirstOrDefault(sample => sample.Count != b) is { } odd)
            throw new ArgumentException($"Friedman needs every treatment on the same blocks: '{treatments[0].Name}' has {b} values, "
                + $"'{odd.Name}' has {odd.Count}", nameof(treatments));

        var (sums, squares) = RankWithinBlocks(treatments);
        var spread = squares - b * k * (k + 1.0) * (k + 1) / 4;
        if (spread <= 0) throw new ArgumentException($"Friedman: all {k} treatments are equal in each of the {b} blocks; there is nothing to compare");
        var middle = b * (k + 1) / 2.0;
        var chi = (k - 1) * sums.Sum(sum => (sum - middle) * (sum - middle)) / spread;
        var left = Math.Max(0, b * (k - 1) - chi);
        var f = left < 1e-12 * b * k ? double.PositiveInfinity : (b - 1) * chi / left;
        return new(chi, k - 1, Tail.ChiSquare(chi, k - 1), f, Tail.Fisher(f, k - 1, (k - 1.0) * (b - 1)), b, Compare(treatments, sums, squares));
    }

    private static (double[] Sums, double Squares) RankWithinBlocks(IReadOnlyList<Sample> treatments)
    {
        var sums = new double[treatments.Count];
        var squares = 0.0;
        var block = new double[treatments.Count];
        for (var i = 0; i < treatments[0].Count; i++)
        {
            for (var j = 0; j < block.Length; j++) block[j] = treatments[j].Values[i];
            for (var j = 0; j < block.Length; j++)
            {
                int below = 0, equal = 0;
                foreach (var value in block)
                {
                    if (value < block[j]) below++;
                    else if (value == block[j]) equal++;
                }

                var rank = below + (equal + 1) / 2.0;
                sums[j] += rank;
                squares += rank * rank;
            }
        }

        return (sums, squares);
    }

    private static List<PairTest> Compare(IReadOnlyList<Sample> treatments, double[] sums, double squares)
    {
        var b = treatments[0].Count;
        double df = (b - 1.0) * (sums.Length - 1);
        var error = Math.Max(0, b * squares - sums.Sum(sum => sum * sum));
        var scale = error < 1e-12 * b * squares ? 0 : Math.Sqrt(2 * error / df);
        var pairs = new List<PairTest>();
        for (var i = 0; i < sums.Length; i++)
        {
            for (var j = i + 1; j < sums.Length; j++)
            {
                var difference = sums[i] - sums[j];
                var t = difference == 0 ? 0 : Math.Abs(difference) / scale;
                pairs.Add(new(treatments[i].Name, treatments[j].Name, t, df, Tail.StudentTwoSided(t, df)));
            }
        }

        return pairs;
    }
}
