namespace EdgeNotebooks.Operators.Quantization.Ranges;

/// <summary>The range that leaves out the same share of values at either end.</summary>
internal static class PercentileRange
{
    public static ValueRange Of(ValueHistogram histogram, float smallest, float largest, double percentile)
    {
        var counts = histogram.Counts;
        var cut = histogram.Total * (100 - percentile) / 200;
        var (low, high) = (0, counts.Length - 1);
        for (var below = 0L; low < counts.Length && below + counts[low] <= cut; low++) below += counts[low];
        for (var above = 0L; high > 0 && above + counts[high] <= cut; high--) above += counts[high];
        // The outer edges of the last bins that stay; never beyond what was seen.
        return ValueRange.Of(Math.Max(histogram.Middle(low) - (histogram.Width / 2), smallest), Math.Min(histogram.Middle(high) + (histogram.Width / 2), largest));
    }
}
