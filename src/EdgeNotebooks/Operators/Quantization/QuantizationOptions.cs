namespace EdgeNotebooks.Operators.Quantization;

/// <summary>How a model is quantized. The defaults suit ONNX Runtime's CPU provider.</summary>
public sealed record QuantizationOptions
{
    /// <summary>How ranges are chosen.</summary>
    public CalibrationMethod Method { get; init; } = CalibrationMethod.MinMax;

    /// <summary>Which nodes become int8.</summary>
    public QuantizationPreset Preset { get; init; } = QuantizationPreset.Full;

    /// <summary>The type of activations.</summary>
    public ActivationType Activations { get; init; } = ActivationType.UInt8;

    /// <summary>One scale for a whole weight tensor instead of one for each output channel.</summary>
    public bool PerTensor { get; init; }

    /// <summary>
    /// Weights within -64..64 instead of -127..127: x64 processors without VNNI add two products in 16 bits, which overflow otherwise.
    /// </summary>
    public bool ReduceRange { get; init; }

    /// <summary>Names of nodes that stay float; a node without a name goes by its first output.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Operator types that stay float, such as <c>Add</c>.</summary>
    public IReadOnlyList<string> ExcludeTypes { get; init; } = [];

    /// <summary>Names of the only nodes that may become int8; empty allows all.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Share of values, in percent, that <see cref="CalibrationMethod.Percentile"/> keeps, split over both ends. Above 50, at most 100.</summary>
    public double Percentile { get; init; } = 99.99;

    /// <summary>Bytes of activations that one calibration run may hold beside the model; decides the number of passes. Default 256 MiB.</summary>
    public long TapBudgetBytes { get; init; } = 256L << 20;

    /// <summary>Threads of the calibration runs.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
