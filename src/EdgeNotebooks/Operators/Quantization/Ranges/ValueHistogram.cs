using System.Numerics;

namespace EdgeNotebooks.Operators.Quantization.Ranges;

/// <summary>
/// Counts of values in bins of equal width around 0. The width is a power of two and grows with the largest magnitude, so that
/// histograms of parts of the data add up to that of the whole, bin by bin, in any order. 64 KiB whatever the number of values.
/// </summary>
internal sealed class ValueHistogram
{
    /// <summary>Bins on each side of 0.</summary>
    public const int HalfBins = 4096;

    /// <summary>Widths below this would be denormal; a tensor of such values counts as zero.</summary>
    private const int SmallestExponent = -110;

    private long[] counts = new long[2 * HalfBins];

    /// <summary>The width of a bin is two to this power.</summary>
    public int Exponent { get; private set; } = SmallestExponent;

    /// <summary>Width of a bin.</summary>
    public double Width => Math.ScaleB(1, Exponent);

    /// <summary>Values counted.</summary>
    public long Total { get; private set; }

    /// <summary>Counts; bin i holds values from (i - HalfBins) * Width on.</summary>
    public ReadOnlySpan<long> Counts => counts;

    /// <summary>Counts finite values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="largest">Their largest magnitude.</param>
    public void Add(ReadOnlySpan<float> values, float largest)
    {
        Widen(largest);
        var factor = (float)Math.ScaleB(1, -Exponent);
        var bins = counts;
        for (var i = 0; i < values.Length; i++)
        {
            // The product is exact, since the factor is a power of two.
            bins[(int)MathF.Floor(values[i] * factor) + HalfBins]++;
        }

        Total += values.Length;
    }

    /// <summary>Adds the counts of another histogram, which stays as it is.</summary>
    public void Merge(ValueHistogram other)
    {
        Coarsen(other.Exponent);
        var steps = Exponent - other.Exponent;
        for (var i = 0; i < other.counts.Length; i++) counts[((i - HalfBins) >> steps) + HalfBins] += other.counts[i];
        Total += other.Total;
    }

    /// <summary>The middle of a bin.</summary>
    public double Middle(int bin) => (bin - HalfBins + 0.5) * Width;

    private void Widen(float largest)
    {
        if (largest == 0) return;
        // HalfBins is 2^12: a magnitude below 2^(e+1) fits into bins of width 2^(e+1-12).
        Coarsen(Math.ILogB(largest) + 1 - BitOperations.Log2(HalfBins));
    }

    private void Coarsen(int exponent)
    {
        if (exponent <= Exponent) return;
        var steps = Math.Min(exponent - Exponent, 31);
        var coarse = new long[counts.Length];
        if (Total > 0)
        {
            for (var i = 0; i < counts.Length; i++) coarse[((i - HalfBins) >> steps) + HalfBins] += counts[i];
        }

        (counts, Exponent) = (coarse, exponent);
    }
}
