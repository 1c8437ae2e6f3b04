using EdgeNotebooks.Units;

namespace EdgeNotebooks.Subjects.Evaluation;

/// <summary>The percentile bootstrap over pictures: whole pictures are drawn anew, as pixels of one picture belong together.</summary>
/// <remarks>Source: Efron and Tibshirani (1993), An introduction to the bootstrap, chapter 13.</remarks>
internal static class PictureBootstrap
{
    /// <summary>The middle 95 % of what a statistic becomes on redrawn pictures.</summary>
    /// <param name="pictures">How many there are, and how many are drawn.</param>
    /// <param name="resamples">At least 100.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <param name="statistic">Takes the places of the pictures drawn; it must not keep the array.</param>
    public static (double Low, double High) Middle95(int pictures, int resamples, ulong seed, Func<int[], double> statistic)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        var random = SplitMix64.For(seed, 0, 0);
        var (places, values) = (new int[pictures], new double[resamples]);
        for (var i = 0; i < resamples; i++)
        {
            for (var j = 0; j < places.Length; j++) places[j] = random.Below(places.Length);
            values[i] = statistic(places);
        }

        Array.Sort(values);
        return (values[(int)(0.025 * resamples)], values[(int)(0.975 * resamples)]);
    }
}
