namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>Operators that pick and place elements by index.</summary>
internal static class Gathering
{
    public static IReadOnlyList<TensorFact> Gather(NodeView node)
    {
        var (data, indices) = (node.Input(0), node.Input(1));
        if (data.Shape is not { } shape || indices.Shape is not { } at) return [data.Unshaped];
        if (Axes.At(node.Int("axis", 0), shape.Rank) is not { } axis) return [data.Unshaped];
        return [data.Shaped([.. shape.Dims[..axis], .. at.Dims, .. shape.Dims[(axis + 1)..]]) with { Values = Picked(data, indices) }];
    }

    public static IReadOnlyList<TensorFact> GatherElements(NodeView node) => [new(node.Input(0).Type, node.Input(1).Shape)];

    public static IReadOnlyList<TensorFact> GatherNd(NodeView node)
    {
        var (data, indices) = (node.Input(0), node.Input(1));
        if (data.Shape is not { } shape || indices.Shape is not { Rank: > 0 } at || at[at.Rank - 1].Value is not { } depth) return [data.Unshaped];
        var batch = node.Int("batch_dims", 0);
        return [batch >= 0 && batch < at.Rank && depth <= shape.Rank - batch
            ? data.Shaped([.. at.Dims[..^1], .. shape.Dims[(int)(batch + depth)..]])
            : data.Unshaped];
    }

    public static IReadOnlyList<TensorFact> OneHot(NodeView node)
    {
        var type = node.Input(2).Type;
        if (node.Input(0).Shape is not { } shape || Axes.At(node.Int("axis", -1), shape.Rank + 1) is not { } axis) return [new(type, null)];
        return [new(type, new TensorShape(shape.Dims.Insert(axis, node.Input(1).Scalar.ToDim())))];
    }

    /// <summary>How much is kept depends on the data.</summary>
    public static IReadOnlyList<TensorFact> Compress(NodeView node)
    {
        var x = node.Input(0);
        if (node.Int("axis") is not { } given) return [x.Shaped(Dim.Unknown)];
        return [x.Shape is { } shape && Axes.At(given, shape.Rank) is { } axis ? x.Shaped(shape.Dims.SetItem(axis, Dim.Unknown)) : x.Unshaped];
    }

    /// <summary>How many are distinct depends on the data; places and counts have one axis.</summary>
    public static IReadOnlyList<TensorFact> Unique(NodeView node)
    {
        var list = new TensorFact(ElementType.Int64, new TensorShape(Dim.Unknown));
        return [Compress(node)[0], list, list, list];
    }

    /// <summary>One column for each element that is not zero: their number depends on the data.</summary>
    public static IReadOnlyList<TensorFact> NonZero(NodeView node) =>
        [new(ElementType.Int64, new TensorShape(node.Input(0).Rank is > 0 and var rank ? rank : Dim.Unknown, Dim.Unknown))];

    public static IReadOnlyList<TensorFact> NonMaxSuppression(NodeView node) => [new(ElementType.Int64, new TensorShape(Dim.Unknown, 3))];

    public static IReadOnlyList<TensorFact> TopK(NodeView node)
    {
        var x = node.Input(0);
        var kept = node.Opset >= 10 ? node.Input(1).Scalar : node.Int("k") is { } k ? k : Number.Unknown;
        var shape = x.Shape is { } whole && Axes.At(node.Int("axis", -1), whole.Rank) is { } axis
            ? new TensorShape(whole.Dims.SetItem(axis, kept.ToDim()))
            : null;
        return [new(x.Type, shape), new(ElementType.Int64, shape)];
    }

    private static Number[]? Picked(TensorFact data, TensorFact indices)
    {
        if (data is not { Rank: 1, Values: { } values } || indices.Values is not { } places) return null;
        var picked = new Number[places.Length];
        for (var i = 0; i < picked.Length; i++)
        {
            if (places[i].Integer is { } place && Axes.At(place, values.Length) is { } at) picked[i] = values[at];
        }

        return picked;
    }
}
