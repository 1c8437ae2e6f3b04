using EdgeNotebooks.Statistics;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>A comparison within inputs as a table.</summary>
public static class NestedTable
{
    /// <summary>
    /// One row per pair: a, b, conover_t, p, p_adjusted, log10_p_adjusted, the paired ratio and the ratio of medians (a over b) with the ends
    /// of their 95 % intervals, cliffs_delta of the medians per input, magnitude.
    /// </summary>
    public static DataFrame PairTable(this NestedDesign design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return Frame.Of(design.Pairs, Columns<NestedPair>(pair => pair));
    }

    internal static Column<T>[] Columns<T>(Func<T, NestedPair> pair) =>
    [
        new("a", row => pair(row).Test.A), new("b", row => pair(row).Test.B), new("conover_t", row => pair(row).Test.Statistic),
        new("p", row => pair(row).Test.P.Value), new("p_adjusted", row => pair(row).Adjusted.Value), new("log10_p_adjusted", row => pair(row).Adjusted.Log10),
        new("paired_ratio", row => pair(row).PairedRatio?.Estimate), new("paired_low", row => pair(row).PairedRatio?.Low),
        new("paired_high", row => pair(row).PairedRatio?.High), new("median_ratio", row => pair(row).MedianRatio?.Estimate),
        new("median_low", row => pair(row).MedianRatio?.Low), new("median_high", row => pair(row).MedianRatio?.High),
        new("cliffs_delta", row => pair(row).Effect.Delta), new("magnitude", row => pair(row).Effect.Magnitude.InWords()),
    ];
}
