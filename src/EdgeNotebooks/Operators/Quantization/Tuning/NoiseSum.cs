namespace EdgeNotebooks.Operators.Quantization.Tuning;

/// <summary>Power of a signal and of its error, added up over samples.</summary>
internal sealed class NoiseSum
{
    private double signal;
    private double noise;

    public double SqnrDb => noise == 0 ? double.PositiveInfinity : 10 * Math.Log10(signal / noise);

    public void Add(ReadOnlySpan<float> reference, ReadOnlySpan<float> other)
    {
        for (var i = 0; i < reference.Length; i++)
        {
            var difference = (double)reference[i] - other[i];
            signal += (double)reference[i] * reference[i];
            noise += difference * difference;
        }
    }
}
