namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>Reductions, searches, and sources of shapes and constants.</summary>
internal static class ReductionRules
{
    public static readonly string[] Reductions =
    [
        "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceMax", "ReduceMean", "ReduceMin", "ReduceProd", "ReduceSum", "ReduceSumSquare",
    ];

    public static TensorFact Reduce(NodeFacts node)
    {
        var input = node.Input(0);
        if (input.Shape is not { } shape) return new(input.Type, null);
        var keep = node.Int("keepdims", 1) != 0;
        var axes = node.Ints("axes", 1);
        if (axes is null && node.Has(1)) return new(input.Type, keep ? new TensorShape(Enumerable.Repeat(Dim.Unknown, shape.Rank)) : null);
        if (axes is not { Length: > 0 })
        {
            if (node.Int("noop_with_empty_axes", 0) != 0) return new(input.Type, shape);
            axes = [.. Enumerable.Range(0, shape.Rank).Select(axis => (long)axis)];
        }

        return new(input.Type, Without(shape, axes, keep));
    }

    public static TensorFact ArgReduce(NodeFacts node) =>
        new(ElementType.Int64, node.Input(0).Shape is { } shape ? Without(shape, [node.Int("axis", 0)], node.Int("keepdims", 1) != 0) : null);

    /// <summary>Values and indices.</summary>
    public static IReadOnlyList<TensorFact> TopK(NodeFacts node)
    {
        var input = node.Input(0);
        TensorShape? result = null;
        if (input.Shape is { } shape && NodeFacts.Axis(node.Int("axis", -1), shape.Rank) is { } axis)
        {
            var count = node.Attribute("k") is { HasI: true } k ? new Scalar(k.I) : node.Input(1).Content is { Length: 1 } content ? content[0] : Scalar.Unknown;
            result = new TensorShape(shape.Dims.SetItem(axis, count.ToDim()));
        }

        return [new(input.Type, result), new(ElementType.Int64, result)];
    }

    public static TensorFact NonZero(NodeFacts node) =>
        new(ElementType.Int64, new TensorShape(node.Input(0).Rank is { } rank ? rank : Dim.Unknown, Dim.Unknown));

    public static TensorFact OneHot(NodeFacts node)
    {
        if (node.Input(0).Shape is not { } shape || NodeFacts.Axis(node.Int("axis", -1), shape.Rank + 1) is not { } axis) return new(node.Input(2).Type, null);
        var depth = node.Input(1).Content is { Length: 1 } content ? content[0].ToDim() : Dim.Unknown;
        return new(node.Input(2).Type, new TensorShape(shape.Dims.Insert(axis, depth)));
    }

    public static TensorFact Shape(NodeFacts node)
    {
        if (node.Input(0).Shape is not { } shape) return new(ElementType.Int64, new TensorShape(Dim.Unknown));
        var (start, end) = (Bound(node.Int("start", 0)), Bound(node.Int("end", shape.Rank)));
        return TensorFact.Of(ElementType.Int64, shape.Dims.Skip(start).Take(Math.Max(0, end - start)).Select(Scalar.From));

        int Bound(long value) => (int)Math.Clamp(value < 0 ? value + shape.Rank : value, 0, shape.Rank);
    }

    public static TensorFact Size(NodeFacts node) => node.Input(0).Shape is { } shape
        ? TensorFact.Of(ElementType.Int64, [Scalar.From(ReshapeRules.Product(shape.Dims))], scalar: true)
        : new(ElementType.Int64, new TensorShape());

    public static TensorFact ConstantOfShape(NodeFacts node)
    {
        var type = node.Attribute("value")?.T is { } value ? (ElementType)value.DataType : ElementType.Float32;
        return new(type, node.Input(0).Content is { } content ? new TensorShape(content.Select(item => item.ToDim())) : null);
    }

    public static TensorFact Drawn(NodeFacts node) => new(
        (ElementType)node.Int("dtype", (long)ElementType.Float32),
        node.Ints("shape") is { } shape ? new TensorShape(shape.Select(length => length >= 0 ? (Dim)length : Dim.Unknown)) : null);

    public static TensorFact Range(NodeFacts node)
    {
        var bounds = Enumerable.Range(0, 3).Select(i => node.Input(i).Numbers).ToArray();
        Dim length = Dim.Unknown;
        if (node.Input(0).Type is ElementType.Int64 or ElementType.Int32 && bounds.All(bound => bound is { Length: 1 }) && bounds[2]![0] is not 0 and var step)
        {
            var count = ((Int128)bounds[1]![0] - bounds[0]![0] + step - Math.Sign(step)) / step;
            length = count > 0 ? count <= long.MaxValue ? (long)count : Dim.Unknown : 0;
        }

        return new(node.Input(0).Type, new TensorShape(length));
    }

    private static TensorShape? Without(TensorShape shape, long[] axes, bool keep)
    {
        var gone = axes.Select(axis => NodeFacts.Axis(axis, shape.Rank)).ToHashSet();
        if (gone.Contains(null)) return null;
        return keep
            ? new TensorShape(shape.Dims.Select((dim, i) => gone.Contains(i) ? 1 : dim))
            : new TensorShape(shape.Dims.Where((_, i) => !gone.Contains(i)));
    }
}
