using EdgeNotebooks.Operators.Quantization.Ranges;

namespace EdgeNotebooks.Operators.Quantization;

/// <summary>The range that 8 bits are spread over for one activation, beside what calibration saw.</summary>
/// <param name="Tensor">The activation.</param>
/// <param name="Smallest">The smallest value seen.</param>
/// <param name="Largest">The largest value seen.</param>
/// <param name="Range">The chosen range.</param>
/// <param name="ClippedPct">Share of the values seen that lie outside, in percent; NaN where no histogram was kept.</param>
public sealed record ActivationRange(string Tensor, double Smallest, double Largest, ValueRange Range, double ClippedPct)
{
    /// <summary>Distance of two neighbouring 8-bit values.</summary>
    public double Scale => Range.Scale;
}
