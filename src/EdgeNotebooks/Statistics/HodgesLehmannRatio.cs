using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>By what factor do paired values differ? Hodges and Lehmann's estimate on the logarithms of the ratios.</summary>
/// <remarks>
/// The median of all means of two log ratios (Walsh averages), with the interval that inverts <see cref="WilcoxonSignedRank"/>. The k-th Walsh
/// average is found by bisection and counting, O(n log n), without forming them. Source: Hodges and Lehmann (1963); Hollander, Wolfe and
/// Chicken (2014), section 3.3.
/// </remarks>
public static class HodgesLehmannRatio
{
    /// <summary>The factor by which <paramref name="a"/> exceeds <paramref name="b"/>; value i of both belongs to the same input.</summary>
    /// <param name="a">At least 6 positive values (for 95 %).</param>
    /// <param name="b">As many positive values, in the same unit.</param>
    /// <param name="confidence">Default 0.95; exact up to 50 pairs without ties, else by the normal approximation.</param>
    /// <exception cref="ArgumentException">Different lengths or units, a value that is not positive, too few pairs.</exception>
    public static Interval Of(Sample a, Sample b, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Interval.CheckConfidence(confidence);
        Require.OneUnit("Hodges-Lehmann", [a, b]);
        Require.Positive("Hodges-Lehmann", a);
        Require.Positive("Hodges-Lehmann", b);
        if (a.Count != b.Count)
            throw new ArgumentException($"Hodges-Lehmann compares pairs: '{a.Name}' has {a.Count} values, '{b.Name}' has {b.Count}", nameof(b));

        double[] logs = [.. a.AsList().Zip(b.AsList(), (x, y) => Math.Log(x / y)).Order()];
        long n = logs.Length, pairs = n * (n + 1) / 2;
        var (cut, achieved) = Cut((int)n, confidence);
        if (cut < 1)
            throw new ArgumentException($"{n} pairs give no {100 * confidence:0.#} % interval; at least {Math.Ceiling(1 - Math.Log2(1 - confidence))} are needed");
        var centre = (Walsh(logs, (pairs + 1) / 2) + Walsh(logs, pairs / 2 + 1)) / 2;
        return new(Math.Exp(centre), Math.Exp(Walsh(logs, cut)), Math.Exp(Walsh(logs, pairs + 1 - cut)), achieved);
    }

    /// <summary>Rank of the lower end among the Walsh averages, and the confidence it achieves.</summary>
    private static (long Rank, double Confidence) Cut(int n, double confidence)
    {
        if (n > 50)
        {
            double mean = n * (n + 1.0) / 4, spread = Math.Sqrt(n * (n + 1.0) * (2 * n + 1.0) / 24);
            return ((long)Math.Floor(mean - NormalScore.TwoSided(confidence) * spread + 0.5), confidence);
        }

        var ways = SubsetSums.OfAnySize([.. Enumerable.Range(1, n).Select(rank => 2 * rank)]);
        double below = 0, outside = 0;
        var rank = 0;
        for (var sum = 0; sum < ways.Length; sum += 2)
        {
            below += ways[sum];
            if (2 * below > 1 - confidence) break;
            (rank, outside) = (sum / 2 + 1, 2 * below);
        }

        return (rank, 1 - outside);
    }

    /// <summary>The k-th smallest (d_i + d_j)/2, i &lt;= j, of sorted d: the smallest double that at least k of them do not exceed.</summary>
    private static double Walsh(double[] sorted, long k)
    {
        long low = Ordered(sorted[0]), high = Ordered(sorted[^1]);
        while (low < high)
        {
            var middle = low + (long)((ulong)(high - low) / 2);
            if (CountUpTo(sorted, Double(middle)) >= k) high = middle;
            else low = middle + 1;
        }

        return Double(low);
    }

    private static long CountUpTo(double[] sorted, double limit)
    {
        long count = 0;
        var j = sorted.Length - 1;
        for (var i = 0; i < sorted.Length && i <= j; i++)
        {
            while (j >= i && (sorted[i] + sorted[j]) / 2 > limit) j--;
            count += j - i + 1;
        }

        return count;
    }

    /// <summary>Doubles in their order as whole numbers, so that bisection ends at a neighbour.</summary>
    private static long Ordered(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        return bits >= 0 ? bits : long.MinValue - bits;
    }

    private static double Double(long ordered) => BitConverter.Int64BitsToDouble(ordered >= 0 ? ordered : long.MinValue - ordered);
}
