using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>Effect size of two groups: the probability that a value of A exceeds one of B, less the reverse.</summary>
/// <param name="A">First group.</param>
/// <param name="B">Second group.</param>
/// <param name="Delta">-1..1; positive where A tends to be larger (slower, for latencies). Ties count for neither.</param>
/// <remarks>A confidence interval is at <see cref="CliffsDeltaInterval"/>.</remarks>
public sealed record CliffsDelta(string A, string B, double Delta)
{
    /// <summary>The effect in words.</summary>
    public Magnitude Magnitude => Magnitudes.Of(Delta);

    /// <summary>(#(a &gt; b) - #(a &lt; b)) / (na nb) in O(n log n): both samples are sorted once, then merged.</summary>
    /// <exception cref="ArgumentException">The samples have different units.</exception>
    /// <remarks>Source: Cliff (1993), Dominance statistics, Psychological Bulletin 114.</remarks>
    public static CliffsDelta Of(Sample a, Sample b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Require.OneUnit("Cliff's delta", [a, b]);
        return new(a.Name, b.Name, Dominance(a.Sorted, b.Sorted) / ((double)a.Count * b.Count));
    }

    private static long Dominance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        long dominance = 0;
        int below = 0, upTo = 0;
        foreach (var value in a)
        {
            while (below < b.Length && b[below] < value) below++;
            while (upTo < b.Length && b[upTo] <= value) upTo++;
            dominance += below - (b.Length - upTo);
        }

        return dominance;
    }
}
