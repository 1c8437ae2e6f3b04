namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>Operators that cut, pad and repeat along axes.</summary>
internal static class Slicing
{
    public static IReadOnlyList<TensorFact> Slice(NodeView node)
    {
        var x = node.Input(0);
        if (x.Shape is not { } shape) return [x.Unshaped];
        var inputs = node.Opset >= 10;
        var starts = inputs ? node.Input(1).Values : Numbers(node.Ints("starts"));
        var ends = inputs ? node.Input(2).Values : Numbers(node.Ints("ends"));
        var axes = inputs ? node.Has(3) ? node.IntsAt("axes", 3) : Leading(node.Input(1), starts) : node.Ints("axes") ?? Leading(node.Input(1), starts);
        var steps = inputs && node.Has(4) ? node.Input(4).Values : axes is null ? null : [.. axes.Select(_ => (Number)1)];
        if (axes is null || Axes.At(axes, shape.Rank) is null) return [x.Shaped(shape.Dims.Select(_ => Dim.Unknown))];
        var dims = shape.Dims;
        var (first, stride) = (new long[shape.Rank], Enumerable.Repeat(1L, shape.Rank).ToArray());
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = Axes.At(axes[i], shape.Rank)!.Value;
            var (start, end, step) = (At(starts, i), At(ends, i), At(steps, i));
            dims = dims.SetItem(axis, Length(shape[axis], start, end, step));
            if (dims[axis].Value is not > 0 || shape[axis].Value is not { } length) continue;
            (first[axis], stride[axis]) = (First(start.Integer!.Value, step.Integer!.Value, length), step.Integer.Value);
        }

        var slice = x.Shaped(dims);
        return [slice with { Values = ValueGrid.Taken(x, slice.Shape, place => [.. place.Select((at, axis) => first[axis] + at * stride[axis])]) }];
    }

    public static IReadOnlyList<TensorFact> Pad(NodeView node)
    {
        var x = node.Input(0);
        if (x.Shape is not { } shape) return [x.Unshaped];
        var axes = node.Has(3) ? node.IntsAt("axes", 3) : [.. Enumerable.Range(0, shape.Rank).Select(axis => (long)axis)];
        if (axes is null || node.NumbersAt("pads", 1) is not { } pads || pads.Length != 2 * axes.Length || Axes.At(axes, shape.Rank) is null)
            return [x.Shaped(shape.Dims.Select(_ => Dim.Unknown))];
        var dims = shape.Dims;
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = Axes.At(axes[i], shape.Rank)!.Value;
            dims = dims.SetItem(axis, (shape[axis] + (pads[i] + pads[i + axes.Length])).ToDim());
        }

        return [x.Shaped(dims)];
    }

    public static IReadOnlyList<TensorFact> Expand(NodeView node)
    {
        var x = node.Input(0);
        var shape = Axes.Broadcast(x.Shape, Constants.OfTarget(x, node.Input(1)).Shape);
        return [new(x.Type, shape) { Values = ValueGrid.Spread(x, shape) }];
    }

    public static IReadOnlyList<TensorFact> Tile(NodeView node)
    {
        var x = node.Input(0);
        if (x.Shape is not { } shape) return [x.Unshaped];
        if (node.Input(1).Values is not { } repeats || repeats.Length != shape.Rank) return [x.Shaped(shape.Dims.Select(_ => Dim.Unknown))];
        var tiled = x.Shaped(shape.Dims.Zip(repeats, (dim, times) => (dim * times).ToDim()));
        return [tiled with { Values = ValueGrid.Taken(x, tiled.Shape, place => [.. place.Zip(shape.Dims, (at, dim) => at % dim.Value!.Value)]) }];
    }

    /// <summary>Length of a slice; starts and ends beyond the axis are moved onto it, as in numpy.</summary>
    private static Dim Length(Dim whole, Number start, Number end, Number step)
    {
        if (step.Integer is not { } by || by == 0) return Dim.Unknown;
        if (whole.Value is not { } length)
            return by == 1 && start.Integer == 0 && (end.Integer >= int.MaxValue || (!end.IsUnknown && end == whole)) ? whole : Dim.Unknown;
        if (start.Integer is not { } from || end.Integer is not { } to) return Dim.Unknown;
        if (from < 0) from += length;
        if (to < 0) to += length;
        from = by > 0 ? Math.Clamp(from, 0, length) : Math.Clamp(from, -1, length - 1);
        to = by > 0 ? Math.Clamp(to, 0, length) : Math.Clamp(to, -1, length - 1);
        var room = by > 0 ? to - from : from - to;
        return room <= 0 ? 0 : (long)(((Int128)room - 1) / Int128.Abs(by)) + 1;
    }

    /// <summary>Where a slice begins, on the axis.</summary>
    private static long First(long start, long step, long length) => Math.Clamp(start < 0 ? start + length : start, 0, step > 0 ? length : length - 1);

    /// <summary>Without axes a slice starts with the first axis.</summary>
    private static long[]? Leading(TensorFact starts, Number[]? values) =>
        (values?.Length ?? starts.Shape?.Elements) is <= 64 and var count ? [.. Enumerable.Range(0, (int)count).Select(axis => (long)axis)] : null;

    private static Number At(Number[]? list, int index) => list is not null && index < list.Length ? list[index] : Number.Unknown;

    private static Number[]? Numbers(long[]? list) => list is null ? null : [.. list.Select(value => (Number)value)];
}
