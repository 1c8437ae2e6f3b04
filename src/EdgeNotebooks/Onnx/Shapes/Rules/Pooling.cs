namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>Pooling over windows and over whole pictures.</summary>
internal static class Pooling
{
    /// <summary>AveragePool, MaxPool with its indices, LpPool.</summary>
    public static IReadOnlyList<TensorFact> Windowed(NodeView node)
    {
        var x = node.Input(0);
        var pooled = new TensorFact(x.Type, ShapeOf(node, x.Shape));
        return node.OutputCount > 1 ? [pooled, pooled with { Type = ElementType.Int64 }] : [pooled];
    }

    /// <summary>GlobalAveragePool, GlobalMaxPool, GlobalLpPool.</summary>
    public static IReadOnlyList<TensorFact> Global(NodeView node) =>
        [node.Input(0) is { Shape: { Rank: > 2 } shape } x
            ? x.Shaped([.. shape.Dims[..2], .. Enumerable.Repeat((Dim)1, shape.Rank - 2)])
            : node.Input(0).Unshaped];

    private static TensorShape? ShapeOf(NodeView node, TensorShape? x)
    {
        if (x is not { Rank: > 2 } || node.Ints("kernel_shape") is not { } kernel || kernel.Length != x.Rank - 2) return null;
        var window = new Window(node, [.. kernel.Select(length => ((Number)length).ToDim())]);
        if (!window.IsValid) return null;
        var ceiling = node.Int("ceil_mode", 0) != 0;
        return new([.. x.Dims[..2], .. kernel.Select((_, axis) => window.Slid(axis, x[axis + 2], ceiling))]);
    }
}
