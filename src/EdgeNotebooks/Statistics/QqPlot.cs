using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>One point of a Q-Q plot.</summary>
/// <param name="Theoretical">Standard normal quantile.</param>
/// <param name="Ordered">The sample's order statistic, in its unit.</param>
public readonly record struct QqPoint(double Theoretical, double Ordered);

/// <summary>A sample against the normal distribution: points near the line mean nearly normal.</summary>
/// <param name="Points">In ascending order.</param>
/// <param name="Slope">Of the least-squares line through the points.</param>
/// <param name="Intercept">Of that line.</param>
/// <param name="R">Correlation of theoretical and ordered values.</param>
/// <remarks>
/// Plotting positions are Filliben's (1975) medians of uniform order statistics, as in <c>scipy.stats.probplot</c> 1.10, which the study used.
/// </remarks>
public sealed record QqPlot(IReadOnlyList<QqPoint> Points, double Slope, double Intercept, double R)
{
    /// <summary>The points and line of <paramref name="sample"/>, at least three values that are not all equal.</summary>
    /// <exception cref="ArgumentException">Too few values, or all equal.</exception>
    public static QqPlot Of(Sample sample)
    {
        Require.AtLeast("a Q-Q plot", sample, 3);
        var (n, sorted) = (sample.Count, sample.Sorted.ToArray());
        if (sorted[0] == sorted[^1]) throw new ArgumentException($"all values of '{sample.Name}' are equal; a Q-Q plot needs spread", nameof(sample));
        double[] scores = [.. Enumerable.Range(0, n).Select(i => NormalScore.Quantile(Position(i, n)))];
        var mean = sorted.Average();
        var cross = scores.Zip(sorted, (x, y) => x * (y - mean)).Sum();
        var (xx, yy) = (scores.Sum(x => x * x), sorted.Sum(y => (y - mean) * (y - mean)));
        return new([.. scores.Zip(sorted, (x, y) => new QqPoint(x, y))], cross / xx, mean, cross / Math.Sqrt(xx * yy));
    }

    private static double Position(int i, int n)
    {
        var last = Math.Pow(0.5, 1.0 / n);
        return i == 0 ? 1 - last : i == n - 1 ? last : (i + 1 - 0.3175) / (n + 0.365);
    }
}
