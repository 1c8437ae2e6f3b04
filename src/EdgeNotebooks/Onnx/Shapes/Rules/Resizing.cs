namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>Operators that change height and width without a window.</summary>
internal static class Resizing
{
    /// <summary>Resize: scales or sizes, for all axes or for those named.</summary>
    public static IReadOnlyList<TensorFact> Resize(NodeView node)
    {
        var x = node.Input(0);
        if (x.Shape is not { } shape) return [x.Unshaped];
        var axes = node.Ints("axes") ?? [.. Enumerable.Range(0, shape.Rank).Select(axis => (long)axis)];
        if (Axes.At(axes, shape.Rank) is null) return [x.Unshaped];
        var scales = node.Opset >= 11 ? 2 : 1;
        var lengths = axes.Select(axis => (Number)shape[Axes.At(axis, shape.Rank)!.Value]).ToArray();
        var resized = node.Has(3) && node.Input(3).Shape?.Elements != 0
            ? Fitted(lengths, node.Input(3).Values, node.Text("keep_aspect_ratio_policy", "stretch"))
            : Scaled(lengths, node.Input(scales).Values);
        return [x.Shaped(Placed(shape, axes, resized))];
    }

    /// <summary>Upsample: scales in an attribute, in an input since opset 9.</summary>
    public static IReadOnlyList<TensorFact> Upsample(NodeView node)
    {
        var x = node.Input(0);
        if (x.Shape is not { } shape) return [x.Unshaped];
        var scales = node.Opset >= 9 ? node.Input(1).Values : node.Attribute("scales")?.Floats.Select(scale => Number.Of(scale)).ToArray();
        return [x.Shaped(Scaled(x.Lengths()!, scales)?.Select(length => length.ToDim()) ?? shape.Dims.Select(_ => Dim.Unknown))];
    }

    public static IReadOnlyList<TensorFact> DepthToSpace(NodeView node) =>
        [Blocks(node, (depth, block) => depth / (block * block), (side, block) => side * block)];

    public static IReadOnlyList<TensorFact> SpaceToDepth(NodeView node) =>
        [Blocks(node, (depth, block) => depth * (block * block), (side, block) => side / block)];

    /// <summary>GridSample: the spatial axes of the grid.</summary>
    public static IReadOnlyList<TensorFact> GridSample(NodeView node) =>
        [node.Input(0) is { Shape: { Rank: > 2 } shape } x && node.Input(1).Shape is { } grid && grid.Rank == shape.Rank
            ? x.Shaped([.. shape.Dims[..2], .. grid.Dims[1..^1]])
            : node.Input(0).Unshaped];

    /// <summary>RoiAlign and MaxRoiPool: one small picture for each region.</summary>
    public static IReadOnlyList<TensorFact> Regions(NodeView node)
    {
        var x = node.Input(0);
        var size = node.Ints("pooled_shape") ?? [node.Int("output_height", 1), node.Int("output_width", 1)];
        var count = node.Input(1).Shape is { Rank: 2 } regions ? regions[0] : Dim.Unknown;
        return [x.Shape is { Rank: 4 } shape ? x.Shaped([count, shape[1], .. TensorFact.Dense(size).Dims]) : x.Unshaped];
    }

    private static TensorFact Blocks(NodeView node, Func<Number, Number, Number> depth, Func<Number, Number, Number> side)
    {
        var x = node.Input(0);
        var block = node.Int("blocksize", 0);
        return x.Shape is { Rank: 4 } shape && block > 0
            ? x.Shaped(shape[0], depth(shape[1], block).ToDim(), side(shape[2], block).ToDim(), side(shape[3], block).ToDim())
            : x.Unshaped;
    }

    private static IEnumerable<Dim> Placed(TensorShape shape, long[] axes, Number[]? lengths)
    {
        var dims = shape.Dims;
        for (var i = 0; i < axes.Length; i++) dims = dims.SetItem(Axes.At(axes[i], shape.Rank)!.Value, lengths is null ? Dim.Unknown : lengths[i].ToDim());
        return dims;
    }

    /// <summary>Length times scale in single precision, rounded down, as the runtimes compute it.</summary>
    private static Number[]? Scaled(Number[] lengths, Number[]? scales) =>
        scales?.Length != lengths.Length ? null
        : [.. lengths.Zip(scales, (length, scale) => length.Integer is { } known && scale.Real is { } factor
            ? Number.Of(Math.Floor((float)known * (float)factor))
            : length * scale)];

    /// <summary>The wanted sizes, or the largest or smallest of the same proportions, rounded half up.</summary>
    private static Number[]? Fitted(Number[] lengths, Number[]? sizes, string policy)
    {
        if (sizes?.Length != lengths.Length) return null;
        if (policy == "stretch") return sizes;
        var scales = sizes.Zip(lengths, Number.Ratio).Select(scale => scale.Real).ToList();
        if (scales.Contains(null)) return null;
        var scale = policy == "not_larger" ? scales.Min()!.Value : scales.Max()!.Value;
        return [.. lengths.Select(length => length.Real is { } known ? Number.Of(Math.Floor((known * scale) + 0.5)) : Number.Unknown)];
    }
}
