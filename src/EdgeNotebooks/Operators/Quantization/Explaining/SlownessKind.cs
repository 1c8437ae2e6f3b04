namespace EdgeNotebooks.Operators.Quantization.Explaining;

/// <summary>What keeps a quantized model from being faster.</summary>
public enum SlownessKind
{
    /// <summary>The processor has no instruction for sums of 8-bit products.</summary>
    NoInstructions,

    /// <summary>Nodes that stay float.</summary>
    FloatNodes,

    /// <summary>Integer kernels that are slower than the float ones, such as those of grouped convolutions.</summary>
    SlowKernels,

    /// <summary>QuantizeLinear and DequantizeLinear that the runtime could not fuse away.</summary>
    Conversions,

    /// <summary>Transposes and reorders that the integer kernels' layout asks for.</summary>
    Layout,

    /// <summary>Operators so small that calling them costs more than what they compute.</summary>
    SmallOperators,
}
