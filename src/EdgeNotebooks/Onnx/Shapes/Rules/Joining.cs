namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>Concat and Split.</summary>
internal static class Joining
{
    public static IReadOnlyList<TensorFact> Concat(NodeView node) => [Joined(node, node.Inputs)];

    /// <summary>The inputs laid side by side along the node's axis.</summary>
    public static TensorFact Joined(NodeView node, IReadOnlyList<TensorFact> inputs)
    {
        var type = inputs.Count > 0 ? inputs[0].Type : ElementType.Undefined;
        var shapes = inputs.Select(input => input.Shape).ToArray();
        if (shapes.FirstOrDefault(shape => shape is not null) is not { } some) return new(type, null);
        if (shapes.Any(shape => shape is not null && shape.Rank != some.Rank)
            || Axes.At(node.Int("axis", 1), some.Rank) is not { } axis) return new(type, null);
        var dims = new Dim[some.Rank];
        for (var i = 0; i < dims.Length; i++)
        {
            var along = shapes.Select(shape => shape is null ? Dim.Unknown : shape[i]).ToList();
            if (i == axis)
            {
                dims[i] = along.Aggregate((Number)0, (sum, dim) => sum + dim).ToDim();
            }
            else
            {
                var fixedLengths = along.Where(dim => dim.Value is not null).Distinct().ToList();
                if (fixedLengths.Count > 1) return new(type, null);
                dims[i] = fixedLengths.Count == 1 ? fixedLengths[0] : along.Find(dim => dim.Symbol is not null);
            }
        }

        var joined = some.Rank == 1 && inputs.Sum(Count) <= TensorFact.MostValues;
        return new(type, new TensorShape(dims)) { Values = joined ? [.. inputs.SelectMany(ValuesOf)] : null };
    }

    public static IReadOnlyList<TensorFact> Split(NodeView node)
    {
        var x = node.Input(0);
        var unknown = Enumerable.Repeat(new TensorFact(x.Type, null), node.OutputCount).ToArray();
        if (x.Shape is not { } shape || Axes.At(node.Int("axis", 0), shape.Rank) is not { } axis) return unknown;
        var lengths = Lengths(node, shape[axis]);
        if (lengths is not null && lengths.Length != node.OutputCount) return unknown;
        var parts = new TensorFact[node.OutputCount];
        var start = 0L;
        for (var i = 0; i < parts.Length; i++)
        {
            var length = lengths is null ? Number.Unknown : lengths[i];
            parts[i] = x.Shaped(shape.Dims.SetItem(axis, length.ToDim()));
            if (x is { Rank: 1, Values: { } values } && length.Integer is >= 0 and var count && start + count <= values.Length)
                parts[i] = parts[i] with { Values = values[(int)start..(int)(start + count)] };
            start += length.Integer is >= 0 and <= TensorFact.MostValues and var taken ? taken : TensorFact.MostValues;
        }

        return parts;
    }

    /// <summary>As stated; otherwise equal parts, of which the last may be smaller since opset 18.</summary>
    private static Number[]? Lengths(NodeView node, Dim whole)
    {
        if (node.Has(1)) return node.Input(1).Values;
        if (node.Ints("split") is { Length: > 0 } list) return [.. list.Select(length => (Number)length)];
        var parts = node.OutputCount;
        if (parts == 1) return [whole];
        if (whole.Value is not { } length || (length % parts != 0 && node.Opset < 18)) return null;
        var each = length / parts + (length % parts > 0 ? 1 : 0);
        return [.. Enumerable.Range(0, parts).Select(i => (Number)(long)Int128.Clamp(length - (Int128)i * each, 0, each))];
    }

    private static long Count(TensorFact fact) => Math.Min(fact.Values?.Length ?? fact.Shape?.Elements ?? long.MaxValue, TensorFact.MostValues + 1);

    private static IEnumerable<Number> ValuesOf(TensorFact fact) => fact.Values ?? Enumerable.Repeat(Number.Unknown, (int)Count(fact));
}
