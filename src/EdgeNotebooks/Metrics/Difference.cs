namespace EdgeNotebooks.Metrics;

/// <summary>How far one tensor is from a reference of the same shape.</summary>
/// <param name="MaxAbs">Largest absolute difference; infinite where only one of two values is NaN.</param>
/// <param name="MeanAbs">Mean absolute difference.</param>
/// <param name="SqnrDb">Signal power over error power in dB; infinite for equal tensors.</param>
/// <param name="ArgmaxAgreementPct">Share of positions, in percent, whose largest class is the same; of ties the first counts.</param>
/// <param name="LargestReference">Largest absolute value of the reference.</param>
public sealed record Difference(double MaxAbs, double MeanAbs, double SqnrDb, double ArgmaxAgreementPct, double LargestReference)
{
    /// <summary>Compares <paramref name="other"/> with <paramref name="reference"/>.</summary>
    /// <param name="reference">Values in row-major order.</param>
    /// <param name="other">As many values.</param>
    /// <param name="shape">Axis lengths. Classes lie along axis 1 (N, C, ...), or along the only axis.</param>
    /// <exception cref="ArgumentException">The number of values differs, or is not that of the shape, or is 0.</exception>
    public static Difference Of(ReadOnlySpan<double> reference, ReadOnlySpan<double> other, ReadOnlySpan<long> shape)
    {
        if (reference.Length != other.Length)
            throw new ArgumentException(FormattableString.Invariant($"the tensors have {reference.Length} and {other.Length} values; compare tensors of one shape"), nameof(other));
        if (reference.Length == 0) throw new ArgumentException("the tensors are empty", nameof(reference));
        double max = 0, sum = 0, signal = 0, noise = 0, largest = 0;
        for (var i = 0; i < reference.Length; i++)
        {
            var (a, b) = (reference[i], other[i]);
            var difference = a.Equals(b) ? 0 : double.IsNaN(a) || double.IsNaN(b) ? double.PositiveInfinity : Math.Abs(a - b);
            max = Math.Max(max, difference);
            sum += difference;
            noise += difference * difference;
            if (!double.IsFinite(a)) continue;
            signal += a * a;
            largest = Math.Max(largest, Math.Abs(a));
        }

        var sqnr = noise == 0 ? double.PositiveInfinity : 10 * Math.Log10(signal / noise);
        return new(max, sum / reference.Length, sqnr, Agreement(reference, other, shape), largest);
    }

    private static double Agreement(ReadOnlySpan<double> reference, ReadOnlySpan<double> other, ReadOnlySpan<long> shape)
    {
        var axis = shape.Length > 1 ? 1 : 0;
        var classes = shape.Length == 0 ? 1 : (int)shape[axis];
        var inner = 1;
        for (var i = axis + 1; i < shape.Length; i++) inner *= (int)shape[i];
        if (classes * inner == 0 || reference.Length % (classes * inner) != 0)
            throw new ArgumentException("the number of values is not that of the shape", nameof(shape));
        var same = 0;
        var positions = reference.Length / classes;
        for (var at = 0; at < positions; at++)
        {
            var start = at / inner * classes * inner + at % inner;
            if (Largest(reference, start, classes, inner) == Largest(other, start, classes, inner)) same++;
        }

        return 100.0 * same / positions;
    }

    private static int Largest(ReadOnlySpan<double> values, int start, int classes, int step)
    {
        var best = 0;
        for (var i = 1; i < classes; i++)
        {
            if (values[start + i * step] > values[start + best * step]) best = i;
        }

        return best;
    }
}
