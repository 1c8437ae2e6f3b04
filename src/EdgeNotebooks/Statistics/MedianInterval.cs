using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>Confidence interval of a median between two order statistics: exact for every continuous distribution.</summary>
public static class MedianInterval
{
    /// <summary>The narrowest symmetric pair of order statistics that covers the median with at least <paramref name="confidence"/>.</summary>
    /// <param name="sample">Independent values; 6 suffice for 95 %.</param>
    /// <param name="confidence">Asked for; the result holds the probability achieved, which is at least that. Ties only raise it.</param>
    /// <exception cref="ArgumentException">Too few values for that confidence.</exception>
    /// <remarks>The number of values below the median is binomial with p = 1/2. Source: Conover (1999), section 3.2.</remarks>
    public static Interval Of(Sample sample, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(sample);
        Interval.CheckConfidence(confidence);
        var n = sample.Count;
        double term = -n * Math.Log(2), below = 0;
        var (rank, outside) = (0, 0.0);
        for (var k = 0; k < n / 2; k++)
        {
            below += Math.Exp(term);
            if (2 * below > 1 - confidence) break;
            (rank, outside) = (k + 1, 2 * below);
            term += Math.Log((double)(n - k) / (k + 1));
        }

        if (rank == 0)
            throw new ArgumentException($"{n} values of '{sample.Name}' give no {100 * confidence:0.#} % interval for the median; "
                + $"at least {Math.Ceiling(1 - Math.Log2(1 - confidence))} are needed", nameof(sample));
        return new(Quantile.Median(sample), sample.Sorted[rank - 1], sample.Sorted[n - rank], 1 - outside);
    }
}
