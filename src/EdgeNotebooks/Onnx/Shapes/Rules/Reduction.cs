namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>Operators that fold axes into one number.</summary>
internal static class Reduction
{
    /// <summary>ReduceSum and the like; axes are an attribute in old opsets and an input in new ones.</summary>
    public static IReadOnlyList<TensorFact> Reduce(NodeView node)
    {
        var x = node.Input(0);
        var keep = node.Int("keepdims", 1) != 0;
        if (x.Shape is not { } shape) return [x.Unshaped];
        if (node.IntsAt("axes", 1) is not { } axes) return [keep ? x.Shaped(shape.Dims.Select(_ => Dim.Unknown)) : x.Unshaped];
        if (axes.Length == 0 && node.Int("noop_with_empty_axes", 0) != 0) return [x];
        if (Axes.At(axes, shape.Rank) is not { } places) return [x.Unshaped];
        return [x.Shaped(Folded(shape, places.Count == 0 ? null : places, keep)) with { Values = shape.Rank == 1 ? Total(node.OpType, x) : null }];
    }

    /// <summary>ArgMax, ArgMin.</summary>
    public static IReadOnlyList<TensorFact> Arg(NodeView node) =>
        [new(ElementType.Int64, node.Input(0).Shape is { } shape && Axes.At(node.Int("axis", 0), shape.Rank) is { } axis
            ? new TensorShape(Folded(shape, [axis], node.Int("keepdims", 1) != 0))
            : null)];

    private static IEnumerable<Dim> Folded(TensorShape shape, HashSet<int>? places, bool keep) =>
        keep ? shape.Dims.Select((dim, i) => places?.Contains(i) != false ? 1 : dim)
        : shape.Dims.Where((_, i) => places?.Contains(i) == false);

    private static Number[]? Total(string opType, TensorFact x) => (opType, x.Values) switch
    {
        ("ReduceProd", { } values) => [LengthProduct.Of(values)],
        ("ReduceSum", { } values) => [values.Aggregate((Number)0, (sum, value) => sum + value)],
        _ => null,
    };
}
