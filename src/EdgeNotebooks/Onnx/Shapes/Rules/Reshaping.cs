namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>Operators that give the same elements other axes.</summary>
internal static class Reshaping
{
    public static IReadOnlyList<TensorFact> Reshape(NodeView node)
    {
        var x = node.Input(0);
        var target = node.Opset >= 5 ? node.Input(1) : TensorFact.Vector(ElementType.Int64, [.. (node.Ints("shape") ?? []).Select(length => (Number)length)]);
        if (target.Values is not { } wanted) return [Constants.OfTarget(x, target)];
        var lengths = Filled(wanted, x.Lengths(), allowZero: node.Int("allowzero", 0) != 0);
        return [lengths is null ? x.Unshaped : x.Shaped(lengths.Select(length => length.ToDim())) with { Values = x.Values }];
    }

    public static IReadOnlyList<TensorFact> Flatten(NodeView node)
    {
        var x = node.Input(0);
        if (x.Lengths() is not { } lengths) return [x.Shaped(Dim.Unknown, Dim.Unknown)];
        var axis = node.Int("axis", 1);
        if (axis < -lengths.Length || axis > lengths.Length) return [x.Unshaped];
        var split = (int)(axis < 0 ? axis + lengths.Length : axis);
        return [x.Shaped(LengthProduct.Of(lengths[..split]).ToDim(), LengthProduct.Of(lengths[split..]).ToDim()) with { Values = x.Values }];
    }

    public static IReadOnlyList<TensorFact> Squeeze(NodeView node)
    {
        var x = node.Input(0);
        if (x.Shape is not { } shape || node.IntsAt("axes", 1) is not { } axes) return [x.Unshaped];
        if (axes.Length == 0)
            return [shape.Dims.Any(dim => dim.Value is null)
                ? x.Unshaped
                : x.Shaped(shape.Dims.Where(dim => dim.Value != 1)) with { Values = x.Values }];
        return [Axes.At(axes, shape.Rank) is { } places && places.All(place => shape[place].Value is null or 1)
            ? x.Shaped(shape.Dims.Where((_, place) => !places.Contains(place))) with { Values = x.Values }
            : x.Unshaped];
    }

    public static IReadOnlyList<TensorFact> Unsqueeze(NodeView node)
    {
        var x = node.Input(0);
        if (x.Shape is not { } shape || node.IntsAt("axes", 1) is not { } axes) return [x.Unshaped];
        if (Axes.At(axes, shape.Rank + axes.Length) is not { } places) return [x.Unshaped];
        var old = 0;
        var dims = Enumerable.Range(0, shape.Rank + axes.Length).Select(place => places.Contains(place) ? 1 : shape[old++]);
        return [x.Shaped(dims) with { Values = x.Values }];
    }

    public static IReadOnlyList<TensorFact> Transpose(NodeView node)
    {
        var x = node.Input(0);
        if (x.Shape is not { } shape) return [x.Unshaped];
        var order = node.Ints("perm") ?? [.. Enumerable.Range(0, shape.Rank).Reverse().Select(axis => (long)axis)];
        if (order.Length != shape.Rank || Axes.At(order, shape.Rank) is null) return [x.Unshaped];
        int[] axes = [.. order.Select(axis => Axes.At(axis, shape.Rank)!.Value)];
        var turned = x.Shaped(axes.Select(axis => shape[axis]));
        int[] back = [.. Enumerable.Range(0, shape.Rank).Select(axis => Array.IndexOf(axes, axis))];
        return [turned with { Values = ValueGrid.Taken(x, turned.Shape, place => [.. back.Select(axis => place[axis])]) }];
    }

    /// <summary>Zeros copy the axis of the input, one -1 takes what is left.</summary>
    private static Number[]? Filled(Number[] wanted, Number[]? have, bool allowZero)
    {
        var lengths = new Number[wanted.Length];
        var open = -1;
        for (var i = 0; i < wanted.Length; i++)
        {
            lengths[i] = wanted[i].Integer == 0 && !allowZero ? have is null ? Number.Unknown : i < have.Length ? have[i] : -1 : wanted[i];
            if (wanted[i].Integer == -1)
            {
                if (open >= 0) return null;
                open = i;
            }
            else if (lengths[i].Integer < 0)
            {
                return null;
            }
        }

        if (open < 0) return Contradict(lengths, have) ? null : lengths;
        lengths[open] = Number.Unknown;
        if (have is not null) lengths[open] = LengthProduct.Quotient(have, [.. lengths.Where((_, i) => i != open)]);
        return lengths;
    }

    private static bool Contradict(Number[] lengths, Number[]? have) =>
        have is not null && LengthProduct.Of(lengths).Integer is { } wanted && LengthProduct.Of(have).Integer is { } given && wanted != given;
}
