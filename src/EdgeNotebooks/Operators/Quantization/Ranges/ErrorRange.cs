namespace EdgeNotebooks.Operators.Quantization.Ranges;

/// <summary>The range with the least mean squared error of rounding and clipping: each end is tried at shares of what was seen, in turn.</summary>
internal static class ErrorRange
{
    private const int Shares = 40;
    private const int Rounds = 2;

    public static ValueRange Of(ValueHistogram histogram, float smallest, float largest)
    {
        var seen = ValueRange.Of(smallest, largest);
        var best = seen;
        var least = Error(histogram, best);
        for (var round = 0; round < Rounds; round++)
        {
            for (var share = 1; share <= Shares; share++)
            {
                var factor = (double)share / Shares;
                Try(best with { High = seen.High * factor });
                Try(best with { Low = seen.Low * factor });
            }
        }

        return best;

        void Try(ValueRange range)
        {
            if (Error(histogram, range) is not (var error and >= 0) || error >= least) return;
            (best, least) = (range, error);
        }
    }

    /// <summary>Sum over all values of the squared difference to what 8 bits make of them.</summary>
    public static double Error(ValueHistogram histogram, ValueRange range)
    {
        double scale = range.Scale;
        var sum = 0.0;
        for (var i = 0; i < histogram.Counts.Length; i++)
        {
            if (histogram.Counts[i] == 0) continue;
            var value = histogram.Middle(i);
            // Exact zeros (behind a ReLU most values) lie in the first bin from 0 on; that bin's middle would charge them an error.
            if (i == ValueHistogram.HalfBins) value = 0;
            var step = Math.Clamp(Math.Round(value / scale) + range.ZeroPoint, 0, ValueRange.Steps) - range.ZeroPoint;
            var difference = value - (step * scale);
            sum += histogram.Counts[i] * difference * difference;
        }

        return sum;
    }
}
