using EdgeNotebooks.Operators.Quantization.Ranges;

namespace EdgeNotebooks.Operators.Quantization.Seams;

/// <summary>The range of one activation of a quantized model beside what it is given.</summary>
/// <param name="Tensor">The activation.</param>
/// <param name="Range">What its 8 bits are spread over.</param>
/// <param name="Seen">What the float values take.</param>
/// <param name="ClippedPct">Share of the values outside the range, in percent.</param>
public sealed record SeamRange(string Tensor, ValueRange Range, ValueRange Seen, double ClippedPct)
{
    /// <summary>How much of the range is used; below a half a bit or more of the eight is wasted.</summary>
    public double UsedPct => Range.High <= Range.Low ? 100 : 100 * Math.Min((Seen.High - Seen.Low) / (Range.High - Range.Low), 1);
}
