using System.Collections.Immutable;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>Operators that pick, join, split or repeat.</summary>
internal static class IndexRules
{
    public static TensorFact Concat(NodeFacts node)
    {
        var inputs = Enumerable.Range(0, node.InputCount).Select(node.Input).ToArray();
        if (inputs.Length == 0) return TensorFact.Unknown;
        var type = inputs.Select(input => input.Type).FirstOrDefault(type => type != ElementType.Undefined);
        if (inputs.Any(input => input.Shape is null || input.Rank != inputs[0].Rank)) return new(type, null);
        var rank = inputs[0].Shape!.Rank;
        if (NodeFacts.Axis(node.Int("axis", 1), rank) is not { } axis) return new(type, null);
        var dims = Enumerable.Range(0, rank).Select(i => i == axis
            ? inputs.Select(input => Scalar.From(input.Shape![i])).Aggregate((a, b) => a + b).ToDim()
            : inputs.Select(input => input.Shape![i]).OrderByDescending(dim => dim.Value is not null).ThenByDescending(dim => dim.Symbol is not null).First());
        var content = rank == 1 ? Joined(inputs) : null;
        return new(type, new TensorShape(dims), content);
    }

    public static IReadOnlyList<TensorFact> Split(NodeFacts node)
    {
        var input = node.Input(0);
        var count = node.Node.Output.Count;
        if (input.Shape is not { } shape || NodeFacts.Axis(node.Int("axis", 0), shape.Rank) is not { } axis)
            return [.. Enumerable.Repeat(new TensorFact(input.Type, null), count)];
        var given = node.Ints("split", 1);
        var even = !node.Has(1) && given is null && shape[axis].Value is { } ? Even(shape[axis].Value!.Value, count) : null;
        return [.. Enumerable.Range(0, count).Select(i => new TensorFact(input.Type, Part(i)))];

        TensorShape Part(int i)
        {
            Dim length = given is not null && i < given.Length && given[i] >= 0 ? given[i] : even is not null ? even[i] : Dim.Unknown;
            return new TensorShape(shape.Dims.SetItem(axis, length));
        }
    }

    public static TensorFact Gather(NodeFacts node)
    {
        var (data, indices) = (node.Input(0), node.Input(1));
        if (data.Shape is not { } shape || indices.Shape is not { } picked || NodeFacts.Axis(node.Int("axis", 0), shape.Rank) is not { } axis)
            return new(data.Type, null);
        var result = new TensorShape([.. shape.Dims.Take(axis), .. picked.Dims, .. shape.Dims.Skip(axis + 1)]);
        return new(data.Type, result, shape.Rank == 1 && picked.Rank <= 1 ? Picked(data.Content, indices.Numbers) : null);
    }

    public static TensorFact LikeIndices(NodeFacts node) => new(node.Input(0).Type, node.Input(1).Shape);

    public static TensorFact GatherND(NodeFacts node)
    {
        var (data, indices) = (node.Input(0), node.Input(1));
        var batch = node.Int("batch_dims", 0);
        if (data.Shape is not { } shape || indices.Shape is not { Rank: > 0 } picked || picked[picked.Rank - 1].Value is not { } depth || batch < 0 || batch + depth > shape.Rank)
            return new(data.Type, null);
        return new(data.Type, new TensorShape([.. picked.Dims.Take(picked.Rank - 1), .. shape.Dims.Skip((int)(batch + depth))]));
    }

    public static TensorFact Slice(NodeFacts node)
    {
        var data = node.Input(0);
        if (data.Shape is not { } shape) return new(data.Type, null);
        var starts = node.Ints("starts", 1);
        var ends = node.Ints("ends", 2);
        var axes = node.Ints("axes", 3) ?? (node.Has(3) ? null : [.. Enumerable.Range(0, starts?.Length ?? ends?.Length ?? 0).Select(i => (long)i)]);
        var steps = node.Ints("steps", 4) ?? (node.Has(4) ? null : [.. Enumerable.Repeat(1L, starts?.Length ?? 0)]);
        if (axes is null) return new(data.Type, new TensorShape(Enumerable.Repeat(Dim.Unknown, shape.Rank)));
        var dims = shape.Dims.ToArray();
        ImmutableArray<Scalar>? content = null;
        for (var i = 0; i < axes.Length; i++)
        {
            if (NodeFacts.Axis(axes[i], shape.Rank) is not { } axis) return new(data.Type, null);
            var known = starts?.Length == axes.Length && ends?.Length == axes.Length && steps?.Length == axes.Length && steps[i] != 0;
            if (!known || shape[axis].Value is not { } length)
            {
                var all = known && starts![i] == 0 && ends![i] >= int.MaxValue && steps![i] == 1;
                dims[axis] = all ? shape[axis] : Dim.Unknown;
                continue;
            }

            var (first, count) = Range(length, starts![i], ends![i], steps![i]);
            dims[axis] = count;
            if (shape.Rank == 1 && data.Content is { } from) content = [.. Enumerable.Range(0, (int)count).Select(k => from[(int)(first + k * steps[i])])];
        }

        return new(data.Type, new TensorShape(dims), content);
    }

    public static TensorFact Expand(NodeFacts node)
    {
        var input = node.Input(0);
        return input.Shape is null || node.Input(1).Content is not { } target
            ? new(input.Type, null)
            : new(input.Type, ElementwiseRules.ShapeOf([input, new(input.Type, new TensorShape(target.Select(item => item.ToDim())))]));
    }

    public static TensorFact Tile(NodeFacts node)
    {
        var input = node.Input(0);
        if (input.Shape is not { } shape) return new(input.Type, null);
        var repeats = node.Input(1).Content is { } content && content.Length == shape.Rank ? content : Enumerable.Repeat(Scalar.Unknown, shape.Rank).ToImmutableArray();
        return new(input.Type, new TensorShape(shape.Dims.Zip(repeats, (dim, repeat) => (Scalar.From(dim) * repeat).ToDim())));
    }

    public static TensorFact Pad(NodeFacts node)
    {
        var input = node.Input(0);
        if (input.Shape is not { } shape) return new(input.Type, null);
        var pads = node.Ints("pads", 1) ?? node.Ints("paddings");
        if (pads is null || pads.Length != 2 * shape.Rank || node.Has(3)) return new(input.Type, new TensorShape(Enumerable.Repeat(Dim.Unknown, shape.Rank)));
        return new(input.Type, new TensorShape(shape.Dims.Select((dim, i) => (Scalar.From(dim) + new Scalar(pads[i]) + new Scalar(pads[i + shape.Rank])).ToDim())));
    }

    private static long[]? Even(long length, int count)
    {
        if (count == 0) return null;
        var size = (length + count - 1) / count;
        return [.. Enumerable.Range(0, count).Select(i => Math.Max(0, Math.Min(size, length - i * size)))];
    }

    private static ImmutableArray<Scalar>? Joined(TensorFact[] inputs)
    {
        if (inputs.All(input => input.Content is null)) return null;
        var all = new List<Scalar>();
        foreach (var input in inputs)
        {
            if (input.Content is { } content) all.AddRange(content);
            else if (input.Shape![0].Value is { } length and <= TensorFact.LongestContent) all.AddRange(Enumerable.Repeat(Scalar.Unknown, (int)length));
            else return null;
        }

        return all.Count <= TensorFact.LongestContent ? [.. all] : null;
    }

    private static ImmutableArray<Scalar>? Picked(ImmutableArray<Scalar>? content, long[]? indices)
    {
        if (content is not { } from || indices is null) return null;
        var at = indices.Select(index => NodeFacts.Axis(index, from.Length)).ToArray();
        return at.Contains(null) ? null : [.. at.Select(index => from[index!.Value])];
    }

    /// <summary>First index and number of elements of a slice, by the rules of numpy.</summary>
    private static (long First, long Count) Range(long length, long start, long end, long step)
    {
        var (low, high) = step > 0 ? (0L, length) : (-1L, length - 1);
        var from = Math.Clamp(start < 0 ? start + length : start, step > 0 ? 0 : -1, high);
        var to = Math.Clamp(end < 0 ? end + length : end, low, high);
        var span = step > 0 ? (Int128)to - from : (Int128)from - to;
        var stride = step > 0 ? step : -(Int128)step;
        return (from, span <= 0 ? 0 : (long)((span + stride - 1) / stride));
    }
}
