using EdgeNotebooks.Units;
using MathNet.Numerics.Distributions;

namespace EdgeNotebooks.Statistics;

/// <summary>How many times larger one median is than another, with a bootstrap interval.</summary>
public static class MedianRatio
{
    private const int LeastResamples = 200;

    /// <summary>
    /// Percentile bootstrap of median(a) / median(b) for independent values. The median of a resample is drawn directly: its place among the
    /// order statistics follows a beta distribution, so a resample costs the same for any n. Resamples come from the empirical distribution
    /// with its steps joined by lines, as <see cref="Quantile"/> reads it; with steps the interval is a little too wide below 100 values.
    /// </summary>
    /// <param name="a">At least two values, all positive.</param>
    /// <param name="b">At least two values, all positive, in the same unit.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <param name="resamples">Default 10,000; at least 200.</param>
    /// <param name="confidence">Default 0.95.</param>
    /// <exception cref="ArgumentException">A value that is not positive, a sample of one value, or mixed units.</exception>
    /// <remarks>Efron (1979). Not BCa: its acceleration degenerates for a median. Source for the beta law: David and Nagaraja (2003), section 2.1.</remarks>
    public static Interval Bootstrap(Sample a, Sample b, int seed = 1, int resamples = 10_000, double confidence = 0.95)
    {
        Check(a, b, resamples, confidence);
        var random = new Random(seed);
        var ratios = new double[resamples];
        for (var i = 0; i < resamples; i++) ratios[i] = ResampledMedian(a.Sorted, random) / ResampledMedian(b.Sorted, random);
        return Percentiles(Quantile.Median(a) / Quantile.Median(b), ratios, confidence);
    }

    /// <summary>
    /// The same for repeated measurements: inputs are resampled whole, jointly for both samples where they share them, and restarts are
    /// resampled whole within each sample, so that repeats are not taken for new evidence.
    /// </summary>
    /// <param name="a">First sample, all values positive.</param>
    /// <param name="repeatsA">Input, run and restart of each of its values.</param>
    /// <param name="b">Second sample.</param>
    /// <param name="repeatsB">Input, run and restart of each of its values; equal input codes mean the same input as in A.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <param name="resamples">Default 2,000; at least 200.</param>
    /// <param name="confidence">Default 0.95; with fewer than about 8 restarts the interval is too narrow for what restarts contribute.</param>
    /// <exception cref="ArgumentException">As above, or repeats that describe another number of values.</exception>
    /// <remarks>Source: Davison and Hinkley (1997), section 3.8; Owen (2007), The pigeonhole bootstrap, for two crossed factors.</remarks>
    public static Interval Clustered(Sample a, Repeats repeatsA, Sample b, Repeats repeatsB, int seed = 1, int resamples = 2_000,
        double confidence = 0.95)
    {
        Check(a, b, resamples, confidence);
        var inputs = repeatsA.Input.Concat(repeatsB.Input).Distinct().Order().ToArray();
        var (left, right) = (new ClusteredMedian(a, repeatsA, inputs), new ClusteredMedian(b, repeatsB, inputs));
        var random = new Random(seed);
        var ratios = new List<double>(resamples);
        var weights = new int[inputs.Length];
        for (var draw = 0; ratios.Count < resamples && draw < 20 * resamples; draw++)
        {
            Array.Clear(weights);
            for (var i = 0; i < weights.Length; i++) weights[random.Next(weights.Length)]++;
            if (left.Resample(weights, random) is { } x && right.Resample(weights, random) is { } y) ratios.Add(x / y);
        }

        return Percentiles(Quantile.Median(a) / Quantile.Median(b), [.. ratios], confidence);
    }

    private static Interval Percentiles(double estimate, double[] ratios, double confidence)
    {
        Array.Sort(ratios);
        return new(estimate, Quantile.OfSorted(ratios, (1 - confidence) / 2), Quantile.OfSorted(ratios, (1 + confidence) / 2), confidence);
    }

    private static double ResampledMedian(ReadOnlySpan<double> sorted, Random random)
    {
        var n = sorted.Length;
        var half = (n + 1) / 2;
        var lower = Beta.Sample(random, half, n - half + 1);
        if (n % 2 == 1) return Quantile.OfSorted(sorted, lower);
        var upper = 1 - (1 - lower) * Math.Pow(random.NextDouble(), 1.0 / (n - half));
        return (Quantile.OfSorted(sorted, lower) + Quantile.OfSorted(sorted, upper)) / 2;
    }

    private static void Check(Sample a, Sample b, int resamples, double confidence)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        foreach (var sample in new[] { a, b })
        {
            Require.AtLeast("a ratio of medians", sample, 2);
            Require.Positive("a ratio of medians", sample);
        }

        Require.OneUnit("a ratio of medians", [a, b]);
        Interval.CheckConfidence(confidence);
        if (resamples < LeastResamples)
            throw new ArgumentOutOfRangeException(nameof(resamples), resamples, $"a percentile interval needs at least {LeastResamples} resamples");
    }
}
