namespace EdgeNotebooks.Operators.Quantization.Calibrating;

/// <summary>Activations that one pass over the samples looks at.</summary>
/// <param name="Tensors">Their names.</param>
/// <param name="Bytes">What they take for one sample.</param>
internal sealed record TapGroup(IReadOnlyList<string> Tensors, long Bytes);
