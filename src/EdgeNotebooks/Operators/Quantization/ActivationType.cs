namespace EdgeNotebooks.Operators.Quantization;

/// <summary>The 8-bit type of activations; both are asymmetric.</summary>
public enum ActivationType
{
    /// <summary>0 to 255.</summary>
    UInt8,

    /// <summary>-128 to 127; ONNX Runtime's CPU provider rewrites it to <see cref="UInt8"/>.</summary>
    Int8,
}
