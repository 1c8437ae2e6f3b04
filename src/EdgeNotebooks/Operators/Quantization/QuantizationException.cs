namespace EdgeNotebooks.Operators.Quantization;

/// <summary>A model that cannot be quantized as asked: what is wrong and what to do.</summary>
public sealed class QuantizationException(string model, string reason) : Exception($"model '{model}': {reason}")
{
    /// <summary>The model.</summary>
    public string Model { get; } = model;
}
