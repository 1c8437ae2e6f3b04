namespace EdgeNotebooks.Operators.Quantization.Explaining;

/// <summary>One node of the float model in both forms; a ReLU counts with the node before it.</summary>
/// <param name="Name">The node.</param>
/// <param name="OpType">Its operator.</param>
/// <param name="FloatSeconds">In the float model; 0 where the runtime fused it into a neighbour.</param>
/// <param name="QuantizedSeconds">In the quantized model.</param>
/// <param name="Reason">Why it stays float; null if it became int8.</param>
public sealed record NodeSpeed(string Name, string OpType, double FloatSeconds, double QuantizedSeconds, string? Reason)
{
    /// <summary>Float time over time in the quantized model; above 1 is a gain.</summary>
    public double Ratio => FloatSeconds / QuantizedSeconds;
}
