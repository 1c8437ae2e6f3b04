namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>Operators that keep the elements and change the axes.</summary>
internal static class ReshapeRules
{
    public static TensorFact Reshape(NodeFacts node)
    {
        var input = node.Input(0);
        var target = node.Ints("shape") is { } old ? [.. old.Select(value => new Scalar(value))] : node.Input(1).Content;
        if (target is not { } wanted)
            return new(input.Type, node.Input(1).Shape is { Rank: 1 } shape && shape[0].Value is { } rank and <= 16
                ? new TensorShape(Enumerable.Repeat(Dim.Unknown, (int)rank)) : null);

        var keepZero = node.Int("allowzero", 0) != 0;
        var dims = new Dim[wanted.Length];
        var open = -1;
        for (var i = 0; i < dims.Length; i++)
        {
            if (wanted[i].Value is -1) open = i;
            dims[i] = wanted[i].Value is 0 && !keepZero ? input.Shape is { } from && i < from.Rank ? from[i] : Dim.Unknown : wanted[i].ToDim();
        }

        if (open >= 0) dims[open] = Remainder(input.Shape, [.. dims.Where((_, i) => i != open)]);
        return new(input.Type, new TensorShape(dims), dims.Length <= 1 ? input.Content : null);
    }

    public static TensorFact Flatten(NodeFacts node)
    {
        var input = node.Input(0);
        if (input.Shape is not { } shape || node.Int("axis", 1) is var axis && (axis < -shape.Rank || axis > shape.Rank)) return new(input.Type, new TensorShape(Dim.Unknown, Dim.Unknown));
        var at = (int)(node.Int("axis", 1) is var a and < 0 ? a + shape.Rank : node.Int("axis", 1));
        return new(input.Type, new TensorShape(Product(shape.Dims.Take(at)), Product(shape.Dims.Skip(at))));
    }

    public static TensorFact Squeeze(NodeFacts node)
    {
        var input = node.Input(0);
        if (input.Shape is not { } shape) return new(input.Type, null, input.Content);
        var axes = node.Ints("axes", 1);
        if (axes is null && (node.Has(1) || shape.Dims.Any(dim => dim.Value is null))) return new(input.Type, null);
        var gone = axes?.Select(axis => NodeFacts.Axis(axis, shape.Rank)).ToHashSet();
        return new(input.Type, new TensorShape(shape.Dims.Where((dim, i) => gone is null ? dim.Value is not 1 : !gone.Contains(i))), input.Content);
    }

    public static TensorFact Unsqueeze(NodeFacts node)
    {
        var input = node.Input(0);
        if (input.Shape is not { } shape || node.Ints("axes", 1) is not { } axes) return new(input.Type, null);
        var rank = shape.Rank + axes.Length;
        var added = axes.Select(axis => NodeFacts.Axis(axis, rank)).ToHashSet();
        if (added.Contains(null) || added.Count != axes.Length) return new(input.Type, null);
        var old = shape.Dims.GetEnumerator();
        var dims = Enumerable.Range(0, rank).Select(i => added.Contains(i) ? 1 : old.MoveNext() ? old.Current : Dim.Unknown).ToArray();
        return new(input.Type, new TensorShape(dims), rank <= 1 ? input.Content : null);
    }

    public static TensorFact Transpose(NodeFacts node)
    {
        var input = node.Input(0);
        if (input.Shape is not { } shape) return new(input.Type, null);
        var order = node.Ints("perm") ?? [.. Enumerable.Range(0, shape.Rank).Reverse().Select(axis => (long)axis)];
        return order.Length != shape.Rank || order.Any(axis => axis < 0 || axis >= shape.Rank)
            ? new(input.Type, null)
            : new(input.Type, new TensorShape(order.Select(axis => shape[(int)axis])));
    }

    /// <summary>To blocks of channels (DepthToSpace) or back (SpaceToDepth).</summary>
    public static TensorFact Blocks(NodeFacts node)
    {
        var input = node.Input(0);
        var block = node.Int("blocksize", 0);
        if (input.Shape is not { Rank: 4 } shape || block is <= 0 or > 1 << 15) return new(input.Type, null);
        return node.OpType == "DepthToSpace"
            ? new(input.Type, new TensorShape(shape[0], Over(shape[1], block * block), Times(shape[2], block), Times(shape[3], block)))
            : new(input.Type, new TensorShape(shape[0], Times(shape[1], block * block), Over(shape[2], block), Over(shape[3], block)));
    }

    public static Dim Times(Dim dim, long factor) => (Scalar.From(dim) * new Scalar(factor)).ToDim();

    /// <summary>The product of <paramref name="dims"/>; an open axis alone keeps its name.</summary>
    public static Dim Product(IEnumerable<Dim> dims) => dims.Select(Scalar.From).Aggregate(new Scalar(1), (a, b) => a * b).ToDim();

    private static Dim Over(Dim dim, long divisor) => dim.Value is { } value ? value / divisor : Dim.Unknown;

    /// <summary>What is left for the axis that was given as -1; an open axis may stand on both sides and then cancels.</summary>
    private static Dim Remainder(TensorShape? from, List<Dim> others)
    {
        if (from is null) return Dim.Unknown;
        var rest = from.Dims.ToList();
        foreach (var dim in others.Where(dim => dim.Symbol is not null).ToList())
        {
            if (rest.Remove(dim)) others.Remove(dim);
        }

        var (total, known) = (Product(rest), Product(others));
        if (known.Value is 1) return total;
        return total.Value is { } all && known.Value is { } part and > 0 && all % part == 0 ? all / part : Dim.Unknown;
    }
}
