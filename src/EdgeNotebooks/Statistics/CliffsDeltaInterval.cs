using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>Confidence interval of Cliff's delta for independent values; never of zero width.</summary>
/// <remarks>
/// With theta = (delta + 1)/2: a t interval on the logit of theta, variance from the placements of each value in the other sample, degrees of
/// freedom by Satterthwaite. Where one sample lies wholly above the other, or the placements do not vary, the model variance of theta is
/// inverted instead. Covers 93 to 97 % from about 50 values per group on when both spread alike; at |delta| near 0.9 with very unequal
/// spreads coverage falls to about 90 % at 50 values, for any method we tried, and recovers by 200. Source: DeLong et al. (1988) for the
/// variance, Brunner and Munzel (2000) for the degrees of freedom, Newcombe (2006) method 5 for the border.
/// </remarks>
public static class CliffsDeltaInterval
{
    /// <summary>The interval of <paramref name="a"/> against <paramref name="b"/>.</summary>
    /// <param name="a">At least two independent values.</param>
    /// <param name="b">At least two independent values, in the same unit.</param>
    /// <param name="confidence">Default 0.95.</param>
    /// <exception cref="ArgumentException">A sample of one value, or mixed units.</exception>
    public static Interval Of(Sample a, Sample b, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Require.AtLeast("an interval of Cliff's delta", a, 2);
        Require.AtLeast("an interval of Cliff's delta", b, 2);
        Interval.CheckConfidence(confidence);
        var delta = CliffsDelta.Of(a, b).Delta;
        var theta = (delta + 1) / 2;
        var (va, vb) = (PlacementVariance(a, b) / a.Count, PlacementVariance(b, a) / b.Count);
        var (low, high) = va + vb <= 0 || theta is <= 0 or >= 1
            ? Border(theta, a.Count, b.Count, NormalScore.TwoSided(confidence))
            : Logit(theta, va, vb, a.Count, b.Count, confidence);
        return new(delta, 2 * low - 1, 2 * high - 1, confidence);
    }

    private static (double Low, double High) Logit(double theta, double va, double vb, int na, int nb, double confidence)
    {
        var df = (va + vb) * (va + vb) / (va * va / (na - 1) + vb * vb / (nb - 1));
        var half = NormalScore.StudentTwoSided(confidence, df) * Math.Sqrt(va + vb) / (theta * (1 - theta));
        var centre = Math.Log(theta / (1 - theta));
        return (1 / (1 + Math.Exp(half - centre)), 1 / (1 + Math.Exp(-half - centre)));
    }

    /// <summary>All t with |theta - t| &lt;= z sqrt(V(t)), V being the variance that exponential distributions would give.</summary>
    private static (double Low, double High) Border(double theta, int na, int nb, double z)
    {
        var size = (na + nb) / 2.0 - 1;
        return (Edge(theta, 0), Edge(theta, 1));

        double Edge(double inside, double outside)
        {
            for (var step = 0; step < 60; step++)
            {
                var t = (inside + outside) / 2;
                var variance = t * (1 - t) * (1 + size * (1 - t) / (2 - t) + size * t / (1 + t)) / ((double)na * nb);
                if (Math.Abs(theta - t) <= z * Math.Sqrt(variance)) inside = t;
                else outside = t;
            }

            return inside;
        }
    }

    /// <summary>Sample variance of the share of <paramref name="other"/> that lies below each value, ties counted half.</summary>
    private static double PlacementVariance(Sample sample, Sample other)
    {
        ReadOnlySpan<double> values = sample.Sorted, others = other.Sorted;
        var placements = new double[values.Length];
        int below = 0, upTo = 0;
        for (var i = 0; i < values.Length; i++)
        {
            while (below < others.Length && others[below] < values[i]) below++;
            while (upTo < others.Length && others[upTo] <= values[i]) upTo++;
            placements[i] = (below + upTo) / (2.0 * others.Length);
        }

        var mean = placements.Average();
        return placements.Sum(place => (place - mean) * (place - mean)) / (placements.Length - 1);
    }
}
