using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>Quantiles by linear interpolation between order statistics (type 7, the default of R and NumPy).</summary>
public static class Quantile
{
    /// <summary>The value below which the share <paramref name="p"/> of the sample lies.</summary>
    /// <param name="sample">Any sample.</param>
    /// <param name="p">0..1; 0.5 is the median.</param>
    /// <remarks>Source: Hyndman and Fan (1996), definition 7.</remarks>
    public static double Of(Sample sample, double p)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (p is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "a quantile's share lies between 0 and 1");
        return OfSorted(sample.Sorted, p);
    }

    /// <summary>The middle value, or the mean of the two middle ones.</summary>
    public static double Median(Sample sample) => Of(sample, 0.5);

    internal static double OfSorted(ReadOnlySpan<double> sorted, double p)
    {
        var place = p * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
