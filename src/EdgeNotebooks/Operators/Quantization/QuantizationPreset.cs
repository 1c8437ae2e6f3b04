namespace EdgeNotebooks.Operators.Quantization;

/// <summary>Which nodes become int8.</summary>
public enum QuantizationPreset
{
    /// <summary>Everything that ONNX Runtime's CPU provider has an integer kernel for, residual sums and pooling included.</summary>
    Full,

    /// <summary>
    /// What the study's tool did: convolutions and matrix products with what follows them without arithmetic. Residual sums,
    /// concatenations and the ReLUs behind them stay float (PAPER.md, section 4).
    /// </summary>
    Study,

    /// <summary>Like <see cref="Full"/>, but what makes the whole model slower on this machine stays float. It times the model.</summary>
    Fast,
}
