using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>Fits cost lines to what requests showed.</summary>
internal sealed class WireFit
{
    private readonly Dictionary<(string Place, string Step, string Encoding), List<(long Bytes, double Seconds)>> _seen = [];

    public void Add(string place, string step, string encoding, long bytes, double seconds)
    {
        if (!_seen.TryGetValue((place, step, encoding), out var list)) _seen[(place, step, encoding)] = list = [];
        list.Add((bytes, Math.Max(0, seconds)));
    }

    /// <summary>
    /// For each place, step and encoding a line through the medians by size, relative errors weighted alike, neither intercept nor slope
    /// below 0. Outliers do not count, since medians do not see them.
    /// </summary>
    public IReadOnlyList<WireCost> Costs() => [.. _seen.OrderBy(one => one.Key.ToString(), StringComparer.Ordinal).Select(one => Cost(one.Key, one.Value))];

    private static WireCost Cost((string Place, string Step, string Encoding) key, List<(long Bytes, double Seconds)> seen)
    {
        var points = seen.GroupBy(one => one.Bytes).Select(same => (Bytes: (double)same.Key, Seconds: Quantile.Median(new Sample("", same.Select(one => one.Seconds))), Count: same.Count())).ToArray();
        double w = 0, x = 0, y = 0, xx = 0, xy = 0;
        foreach (var (bytes, seconds, count) in points)
        {
            var weight = count / Math.Pow(Math.Max(seconds, 20e-6), 2);
            (w, x, y, xx, xy) = (w + weight, x + weight * bytes, y + weight * seconds, xx + weight * bytes * bytes, xy + weight * bytes * seconds);
        }

        var spread = w * xx - x * x;
        var slope = points.Length > 1 && spread > 1e-12 * w * xx ? Math.Max(0, (w * xy - x * y) / spread) : 0;
        var fixedSeconds = (y - slope * x) / w;
        if (fixedSeconds < 0) (fixedSeconds, slope) = (0, xx > 0 ? xy / xx : 0);
        var ratios = seen.Select(one => one.Seconds / Math.Max(1e-6, fixedSeconds + slope * one.Bytes)).Order().ToArray();
        return new(key.Place, key.Step, key.Encoding, fixedSeconds, slope, seen.Count, seen.Max(one => one.Bytes),
            (Quantile.OfSorted(ratios, 0.75) - Quantile.OfSorted(ratios, 0.25)) / 2);
    }
}
