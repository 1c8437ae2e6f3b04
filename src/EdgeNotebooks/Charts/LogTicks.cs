namespace EdgeNotebooks.Charts;

/// <summary>Where ticks of a logarithmic axis stand, the same for every way to draw a figure.</summary>
internal static class LogTicks
{
    private const double Few = 2.5;

    /// <summary>Powers of ten between the ends; below 2.5 decades also twice and five times those, so that a short axis is not left without.</summary>
    /// <param name="low">Lower end, over 0.</param>
    /// <param name="high">Upper end.</param>
    public static double[] Of(double low, double high)
    {
        double[] steps = Math.Log10(high / low) < Few ? [1, 2, 5] : [1];
        var (first, last) = ((int)Math.Floor(Math.Log10(low)), (int)Math.Ceiling(Math.Log10(high)));
        return [.. Enumerable.Range(first, last - first + 1).SelectMany(power => steps.Select(step => step * Math.Pow(10, power)))
            .Where(tick => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9))];
    }
}
