namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>Quantization, and the operators on quantized tensors that ONNX Runtime adds.</summary>
internal static class Quantized
{
    public static IReadOnlyList<TensorFact> QuantizeLinear(NodeView node) =>
        [new(node.Has(2) ? node.Input(2).Type : node.Type("output_dtype", ElementType.UInt8), node.Input(0).Shape)];

    /// <summary>The type of the scale, unless newer opsets state one.</summary>
    public static IReadOnlyList<TensorFact> DequantizeLinear(NodeView node) =>
        [new(node.Int("output_dtype") is { } stated and not 0 ? (ElementType)stated : node.Input(1).Type, node.Input(0).Shape)];

    public static IReadOnlyList<TensorFact> DynamicQuantizeLinear(NodeView node) =>
        [new(ElementType.UInt8, node.Input(0).Shape), new(ElementType.Float32, new TensorShape()), new(ElementType.UInt8, new TensorShape())];

    /// <summary>QLinearAdd and QLinearMul: a, its scale and zero point, then b.</summary>
    public static IReadOnlyList<TensorFact> Broadcast(NodeView node) =>
        [new(node.Input(0).Type, Axes.Broadcast(node.Input(0).Shape, node.Input(3).Shape))];

    /// <summary>QLinearConcat: scale and zero point of the output, then tensor, scale, zero point for each input.</summary>
    public static IReadOnlyList<TensorFact> Concat(NodeView node) => [Joining.Joined(node, [.. node.Inputs.Skip(2).Where((_, i) => i % 3 == 0)])];

    /// <summary>QLinearAveragePool; channels may stand last.</summary>
    public static IReadOnlyList<TensorFact> AveragePool(NodeView node) =>
        ChannelsLast(node) ? [node.Input(0).Unshaped] : Pooling.Windowed(node);

    public static IReadOnlyList<TensorFact> GlobalAveragePool(NodeView node) =>
        !ChannelsLast(node) ? Pooling.Global(node)
        : [node.Input(0) is { Shape: { Rank: > 2 } shape } x
            ? x.Shaped([shape[0], .. Enumerable.Repeat((Dim)1, shape.Rank - 2), shape[shape.Rank - 1]])
            : node.Input(0).Unshaped];

    /// <summary>QGemm: float where no zero point of the output is given.</summary>
    public static IReadOnlyList<TensorFact> QGemm(NodeView node) =>
        [new(node.Has(8) ? node.Input(8).Type : ElementType.Float32, Matrices.Transposable(node, node.Input(0).Shape, node.Input(3).Shape))];

    /// <summary>DynamicQuantizeMatMul and MatMulIntegerToFloat.</summary>
    public static IReadOnlyList<TensorFact> FloatMatMul(NodeView node) =>
        [new(node.Input(2).Type, Matrices.Product(node.Input(0).Shape, node.Input(1).Shape))];

    private static bool ChannelsLast(NodeView node) => node.Int("channels_last", 0) != 0;
}
