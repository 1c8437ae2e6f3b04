namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>Conv, ConvInteger, QLinearConv, ConvTranspose; and the sliding window that pooling shares.</summary>
internal static class Convolution
{
    public static IReadOnlyList<TensorFact> Conv(NodeView node) => [Slid(node, node.Input(0), node.Input(1).Shape, node.Input(0).Type)];

    public static IReadOnlyList<TensorFact> ConvInteger(NodeView node) => [Slid(node, node.Input(0), node.Input(1).Shape, ElementType.Int32)];

    public static IReadOnlyList<TensorFact> QLinearConv(NodeView node) => [Slid(node, node.Input(0), node.Input(3).Shape, node.Input(7).Type)];

    public static IReadOnlyList<TensorFact> ConvTranspose(NodeView node)
    {
        var x = node.Input(0);
        var unknown = new TensorFact(x.Type, null);
        if (x.Shape is not { Rank: > 2 } shape || node.Input(1).Shape is not { } weights || weights.Rank != shape.Rank) return [unknown];
        var window = new Window(node, [.. weights.Dims[2..]]);
        var channels = ((Number)weights[1] * node.Int("group", 1)).ToDim();
        var sizes = node.Ints("output_shape");
        var extra = node.Ints("output_padding", window.Rank, 0);
        if (!window.IsValid || extra is null || (sizes is not null && sizes.Length != window.Rank && sizes.Length != shape.Rank)) return [unknown];
        return [x.Shaped([shape[0], channels, .. Enumerable.Range(0, window.Rank).Select(axis =>
            sizes is not null ? Length(sizes[^(window.Rank - axis)]) : window.Grown(axis, shape[axis + 2], extra[axis]))])];
    }

    private static Dim Length(long value) => ((Number)value).ToDim();

    private static TensorFact Slid(NodeView node, TensorFact x, TensorShape? weights, ElementType type)
    {
        if (x.Shape is not { Rank: > 2 } shape || (weights is not null && weights.Rank != shape.Rank)) return new(type, null);
        var kernel = node.Ints("kernel_shape")?.Select(Length) ?? weights?.Dims[2..] ?? Enumerable.Repeat(Dim.Unknown, shape.Rank - 2);
        var window = new Window(node, [.. kernel]);
        if (!window.IsValid || window.Rank != shape.Rank - 2) return new(type, null);
        var sides = Enumerable.Range(0, window.Rank).Select(axis => window.Slid(axis, shape[axis + 2]));
        return new(type, new TensorShape([shape[0], weights?[0] ?? Dim.Unknown, .. sides]));
    }
}
