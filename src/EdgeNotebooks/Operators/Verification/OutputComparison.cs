using EdgeNotebooks.Inference;
using EdgeNotebooks.Metrics;

namespace EdgeNotebooks.Operators.Verification;

/// <summary>One output of a transformed model against the reference.</summary>
/// <param name="Output">Name of the output.</param>
/// <param name="Identical">Whether type, shape and every bit are the same.</param>
/// <param name="MaxAbs">Largest absolute difference; infinite if type or shape differ.</param>
/// <param name="Relative">That, over the largest absolute value of the reference.</param>
/// <param name="SqnrDb">Signal power over error power in dB; infinite for equal outputs.</param>
/// <param name="ArgmaxAgreementPct">Share of positions whose largest class is the same, in percent.</param>
public sealed record OutputComparison(string Output, bool Identical, double MaxAbs, double Relative, double SqnrDb, double ArgmaxAgreementPct)
{
    /// <summary>Compares an output with the reference of the same name.</summary>
    public static OutputComparison Of(string name, Tensor reference, Tensor other)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(other);
        if (reference.ToString() != other.ToString()) return new(name, Identical: false, double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, 0);
        if (reference.Bytes.Span.SequenceEqual(other.Bytes.Span)) return new(name, Identical: true, 0, 0, double.PositiveInfinity, 100);
        var difference = Difference.Of(reference.ToDoubles(), other.ToDoubles(), reference.Shape.AsSpan());
        var relative = difference.LargestReference > 0 ? difference.MaxAbs / difference.LargestReference : difference.MaxAbs;
        return new(name, Identical: false, difference.MaxAbs, relative, difference.SqnrDb, difference.ArgmaxAgreementPct);
    }
}
