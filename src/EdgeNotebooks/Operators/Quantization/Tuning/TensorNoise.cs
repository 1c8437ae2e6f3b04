namespace EdgeNotebooks.Operators.Quantization.Tuning;

/// <summary>How far an activation of the quantized model is from that of the float model.</summary>
/// <param name="Tensor">The activation.</param>
/// <param name="SqnrDb">Power of the float values over that of the difference, in dB; infinite where they are equal.</param>
public sealed record TensorNoise(string Tensor, double SqnrDb);
