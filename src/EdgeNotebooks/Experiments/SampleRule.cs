namespace EdgeNotebooks.Experiments;

/// <summary>How many samples a percentile needs: the rule of MLPerf's loadgen.</summary>
/// <remarks>
/// The smallest n for which at most one sample beyond the percentile, where (1 - p) n are expected, has a probability of 1 % or less: the
/// early stopping of loadgen with one sample allowed over the bound. It gives 64 for the 90th and 662 for the 99th percentile. For
/// percentiles under 50 the other tail is counted. Source: mlcommons/inference, loadgen/early_stopping.cc.
/// </remarks>
public static class SampleRule
{
    private const double Risk = 0.01;

    /// <summary>Samples needed.</summary>
    /// <param name="percentile">Over 0 and under 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none.</exception>
    public static int Needed(double percentile)
    {
        if (!(percentile > 0 && percentile < 100)) throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "a percentile lies between 0 and 100, both excluded");
        var p = Math.Max(percentile, 100 - percentile) / 100;
        // Falling in n from 2 on, so that the first that holds is found by doubling and halving.
        var high = 2;
        while (AtMostOne(p, high) > Risk) high *= 2;
        var low = high / 2;
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (AtMostOne(p, middle) > Risk) low = middle;
            else high = middle;
        }

        return high;
    }

    /// <summary>The chance that of <paramref name="n"/> samples none or one lies beyond.</summary>
    private static double AtMostOne(double p, int n) => Math.Pow(p, n) + n * (1 - p) * Math.Pow(p, n - 1);
}
