namespace EdgeNotebooks.Operators.Quantization.Ranges;

/// <summary>A range of activations that 8 bits are spread over; it holds 0, so that padding is exact.</summary>
/// <param name="Low">At most 0.</param>
/// <param name="High">At least 0.</param>
public readonly record struct ValueRange(double Low, double High)
{
    private const double SmallestScale = 1e-30;

    /// <summary>Steps between the ends.</summary>
    public const int Steps = 255;

    /// <summary>The smallest range that holds both and 0.</summary>
    public static ValueRange Of(double low, double high) => new(Math.Min(low, 0), Math.Max(high, 0));

    /// <summary>The distance of two neighbouring 8-bit values; 1 for a range of nothing but 0.</summary>
    public float Scale => (High - Low) / Steps is var scale && scale >= SmallestScale ? (float)scale : 1;

    /// <summary>The unsigned 8-bit value that stands for 0.</summary>
    public byte ZeroPoint => (byte)Math.Clamp(Math.Round(-Low / Scale, MidpointRounding.ToEven), 0, Steps);

    /// <summary>The ends in text.</summary>
    public override string ToString() => FormattableString.Invariant($"[{Low:0.####}, {High:0.####}]");
}
