using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>Is a sample normally distributed? Test of Shapiro and Wilk in Royston's approximation.</summary>
/// <param name="Sample">Name of the sample.</param>
/// <param name="N">Number of values.</param>
/// <param name="W">Statistic, 0..1; 1 for perfectly normal order statistics.</param>
/// <param name="P">Small when normality is doubtful; exact for n = 3.</param>
public sealed record ShapiroWilk(string Sample, int N, double W, PValue P)
{
    private static readonly double[] LastWeight = [0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056];
    private static readonly double[] NextWeight = [0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633];
    private static readonly double[] SmallMean = [0.544, -0.39978, 0.025054, -6.714e-4];
    private static readonly double[] SmallSpread = [1.3822, -0.77857, 0.062767, -0.0020322];
    private static readonly double[] LargeMean = [-1.5861, -0.31082, -0.083751, 0.0038915];
    private static readonly double[] LargeSpread = [-0.4803, -0.082676, 0.0030302];

    /// <summary>Tests <paramref name="sample"/>; ties are allowed and count as rounding.</summary>
    /// <exception cref="ArgumentException">Fewer than 3 or more than 5,000 values (the approximation ends there), or all equal.</exception>
    /// <remarks>
    /// Source: Royston (1995), algorithm AS R94, Applied Statistics 44, in double precision throughout, as R does. SciPy before 1.11 computes
    /// in single precision and differs from the sixth digit of W on.
    /// </remarks>
    public static ShapiroWilk Test(Sample sample)
    {
        Require.AtLeast("Shapiro-Wilk", sample, 3);
        var n = sample.Count;
        if (n > 5000)
            throw new ArgumentException($"Shapiro-Wilk is approximated for at most 5000 values, '{sample.Name}' has {n}; look at a Q-Q plot instead",
                nameof(sample));
        var x = sample.Sorted;
        if (x[0] == x[^1])
            throw new ArgumentException($"Shapiro-Wilk: all {n} values of '{sample.Name}' are equal; a constant has no distribution to test", nameof(sample));
        var distance = OneMinusW(x, Weights(n));
        return new(sample.Name, n, 1 - distance, Significance(n, distance));
    }

    /// <summary>Weights of the upper half of the order statistics, the largest first.</summary>
    private static double[] Weights(int n)
    {
        if (n == 3) return [Math.Sqrt(0.5)];
        var half = new double[n / 2];
        for (var i = 0; i < half.Length; i++) half[i] = -NormalScore.Quantile((i + 1 - 0.375) / (n + 0.25));
        var squares = 2 * half.Sum(score => score * score);
        var (root, step) = (Math.Sqrt(squares), 1 / Math.Sqrt(n));
        var last = Polynomial(LastWeight, step) + half[0] / root;
        if (n <= 5)
        {
            Scale(half, 1, Math.Sqrt((squares - 2 * half[0] * half[0]) / (1 - 2 * last * last)));
        }
        else
        {
            var next = Polynomial(NextWeight, step) + half[1] / root;
            Scale(half, 2, Math.Sqrt((squares - 2 * half[0] * half[0] - 2 * half[1] * half[1]) / (1 - 2 * last * last - 2 * next * next)));
            half[1] = next;
        }

        half[0] = last;
        return half;
    }

    private static void Scale(double[] weights, int from, double by)
    {
        for (var i = from; i < weights.Length; i++) weights[i] /= by;
    }

    /// <summary>1 - W, formed from the difference of root sums so that a W near 1 keeps its digits.</summary>
    private static double OneMinusW(ReadOnlySpan<double> sorted, double[] weights)
    {
        var n = sorted.Length;
        var range = sorted[^1] - sorted[0];
        var mean = 0.0;
        foreach (var value in sorted) mean += (value - sorted[0]) / range;
        mean /= n;
        double squares = 0, weighted = 0, weightSquares = 0;
        foreach (var value in sorted)
        {
            var centred = (value - sorted[0]) / range - mean;
            squares += centred * centred;
        }

        for (var i = 0; i < weights.Length; i++)
        {
            weighted += weights[i] * ((sorted[n - 1 - i] - sorted[i]) / range);
            weightSquares += 2 * weights[i] * weights[i];
        }

        var both = Math.Sqrt(weightSquares * squares);
        return (both - weighted) * (both + weighted) / (weightSquares * squares);
    }

    private static PValue Significance(int n, double distance)
    {
        if (n == 3) return PValue.From(Math.Clamp(1 - 6 / Math.PI * Math.Acos(Math.Sqrt(Math.Max(1 - distance, 0.75))), 0, 1));
        var size = n <= 11 ? n : Math.Log(n);
        var y = Math.Log(Math.Max(distance, double.Epsilon));
        if (n <= 11) y = -Math.Log(-2.273 + 0.459 * n - y);
        var mean = Polynomial(n <= 11 ? SmallMean : LargeMean, size);
        var spread = Math.Exp(Polynomial(n <= 11 ? SmallSpread : LargeSpread, size));
        return Tail.Normal((y - mean) / spread);
    }

    private static double Polynomial(double[] coefficients, double x)
    {
        var value = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--) value = value * x + coefficients[i];
        return value;
    }
}
