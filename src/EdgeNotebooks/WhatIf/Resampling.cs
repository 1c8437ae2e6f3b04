using EdgeNotebooks.Units;

namespace EdgeNotebooks.WhatIf;

/// <summary>
/// Redraws what was measured: the repeats of every cell with replacement, then the fit again, then one of the fit's misses as a factor.
/// The factor makes the model's own misfit count, which repeats alone would not show.
/// </summary>
internal static class Resampling
{
    public static IReadOnlyList<Resampled> Of(SeriesFit fit, IReadOnlyList<SeriesCell> cells, Route route, double? pictureMbit, int count, ulong seed, int series)
    {
        var misses = fit.Residuals(cells, route);
        return [.. Enumerable.Range(0, count).Select(resample =>
        {
            var random = SplitMix64.For(seed, (ulong)series, (ulong)resample);
            var logMedians = new double[cells.Count];
            for (var cell = 0; cell < logMedians.Length; cell++) logMedians[cell] = Math.Log(RedrawnMedian(cells[cell].Repeats, ref random));
            var again = fit.Again(cells, logMedians, route, pictureMbit).Parameters;
            return new Resampled(Rounded(again), Round(Math.Exp(misses[random.Below(misses.Length)])));
        })];
    }

    /// <summary>Seven decimals: far below any measurement, and short in the page's data.</summary>
    private static LatencyParameters Rounded(in LatencyParameters p) => new(Round(p.ComputeSeconds), Round(p.PictureMbit), Round(p.SeamMbit), Round(p.BurstSeconds));

    private static double Round(double value) => Math.Round(value, 7);

    private static double RedrawnMedian(double[] repeats, ref SplitMix64 random)
    {
        Span<double> drawn = stackalloc double[repeats.Length];
        for (var i = 0; i < drawn.Length; i++) drawn[i] = repeats[random.Below(repeats.Length)];
        drawn.Sort();
        var middle = drawn.Length / 2;
        return drawn.Length % 2 == 1 ? drawn[middle] : (drawn[middle - 1] + drawn[middle]) / 2;
    }
}
