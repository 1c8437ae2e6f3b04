using System.Numerics;

namespace EdgeNotebooks.Operators.Quantization.Ranges;

/// <summary>What calibration saw of one activation.</summary>
/// <param name="name">The activation.</param>
/// <param name="keepHistogram">Whether to count values in bins too.</param>
internal sealed class TensorStatistics(string name, bool keepHistogram)
{
    /// <summary>How far a later sample moves the averages.</summary>
    private const double AverageStep = 0.1;

    public string Name { get; } = name;

    public float Smallest { get; private set; } = float.PositiveInfinity;

    public float Largest { get; private set; } = float.NegativeInfinity;

    public double AverageSmallest { get; private set; }

    public double AverageLargest { get; private set; }

    public int Samples { get; private set; }

    public ValueHistogram? Histogram { get; } = keepHistogram ? new() : null;

    /// <summary>Takes in one sample's values; false, and nothing is taken in, if one of them is NaN or infinite.</summary>
    public bool Add(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty) return true;
        var (smallest, largest) = Ends(values);
        if (!float.IsFinite(smallest) || !float.IsFinite(largest)) return false;
        Smallest = Math.Min(Smallest, smallest);
        Largest = Math.Max(Largest, largest);
        var step = Samples == 0 ? 1 : AverageStep;
        AverageSmallest += step * (smallest - AverageSmallest);
        AverageLargest += step * (largest - AverageLargest);
        Samples++;
        Histogram?.Add(values, Math.Max(Math.Abs(smallest), Math.Abs(largest)));
        return true;
    }

    /// <summary>The range that a method chooses.</summary>
    public ValueRange Range(CalibrationMethod method, double percentile) => Samples == 0 ? new(0, 0) : method switch
    {
        CalibrationMethod.MinMax => ValueRange.Of(Smallest, Largest),
        CalibrationMethod.MovingAverage => ValueRange.Of(AverageSmallest, AverageLargest),
        _ when Histogram is null => throw new InvalidOperationException($"no histogram of '{Name}' was kept; calibrate with histograms for the method {method}"),
        CalibrationMethod.Percentile => PercentileRange.Of(Histogram, Smallest, Largest, percentile),
        CalibrationMethod.Entropy => EntropyRange.Of(Histogram, Smallest, Largest),
        CalibrationMethod.Mse => ErrorRange.Of(Histogram, Smallest, Largest),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "no such method"),
    };

    /// <summary>Share of the values outside a range; exact to the width of a bin. NaN without a histogram.</summary>
    public double Outside(ValueRange range)
    {
        if (Histogram is null || Histogram.Total == 0) return double.NaN;
        var outside = 0L;
        for (var i = 0; i < Histogram.Counts.Length; i++)
        {
            if (Histogram.Middle(i) < range.Low || Histogram.Middle(i) > range.High) outside += Histogram.Counts[i];
        }

        return Smallest >= range.Low && Largest <= range.High ? 0 : (double)outside / Histogram.Total;
    }

    /// <summary>Smallest and largest value; NaN in either if there is a NaN.</summary>
    private static (float Smallest, float Largest) Ends(ReadOnlySpan<float> values)
    {
        var (low, high) = (values[0], values[0]);
        var at = 0;
        if (values.Length >= Vector<float>.Count)
        {
            var (lows, highs) = (new Vector<float>(low), new Vector<float>(high));
            for (; at <= values.Length - Vector<float>.Count; at += Vector<float>.Count)
            {
                var next = new Vector<float>(values[at..]);
                (lows, highs) = (Vector.Min(lows, next), Vector.Max(highs, next));
            }

            for (var i = 0; i < Vector<float>.Count; i++) (low, high) = (Math.Min(low, lows[i]), Math.Max(high, highs[i]));
        }

        for (; at < values.Length; at++) (low, high) = (Math.Min(low, values[at]), Math.Max(high, values[at]));
        return (low, high);
    }
}
