namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>A place where a model divides in two: the tensors that cross, and what lies on either side.</summary>
/// <param name="Tensors">Names of the tensors that cross, in topological order; an input of the model is passed along.</param>
/// <param name="Bytes">Bytes to send for one run; null while an axis is open.</param>
/// <param name="ParametersBefore">Parameters of part 1; one that both parts use counts in both.</param>
/// <param name="ParametersAfter">Parameters of part 2.</param>
/// <param name="MacsBefore">Multiply-accumulates of part 1; null where they cannot be told.</param>
/// <param name="MacsAfter">Multiply-accumulates of part 2; null where they cannot be told.</param>
public sealed record Cut(
    IReadOnlyList<string> Tensors, long? Bytes, long ParametersBefore, long ParametersAfter, long? MacsBefore, long? MacsAfter)
{
    /// <summary>Share of the parameters that lie in part 1, 0..1; 0.5 is the study's criterion. NaN for a model without parameters.</summary>
    public double ParameterShare => (double)ParametersBefore / (ParametersBefore + ParametersAfter);

    /// <summary>Share of the multiply-accumulates in part 1, 0..1; null where they cannot be told.</summary>
    public double? MacShare => MacsBefore + MacsAfter is > 0 and var all ? (double)MacsBefore! / all : null;

    /// <summary><c>{945, 995}: 802832 bytes</c></summary>
    public override string ToString() => $"{{{string.Join(", ", Tensors)}}}: {(Bytes is { } bytes ? $"{bytes} bytes" : "bytes unknown")}";
}
