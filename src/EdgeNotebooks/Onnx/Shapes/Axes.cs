namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>Arithmetic on axes that many operators share.</summary>
internal static class Axes
{
    /// <summary>An axis counted from either end as a place among <paramref name="rank"/> axes; null if it is outside.</summary>
    public static int? At(long axis, int rank) =>
        axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : null;

    /// <summary>The places of all axes; null if one is outside or named twice.</summary>
    public static HashSet<int>? At(IReadOnlyCollection<long> axes, int rank)
    {
        var places = new HashSet<int>();
        foreach (var axis in axes)
        {
            if (At(axis, rank) is not { } place || !places.Add(place)) return null;
        }

        return places;
    }

    /// <summary>The shape that numpy-style broadcasting gives; null where it is unknown or the shapes do not fit.</summary>
    public static TensorShape? Broadcast(params IEnumerable<TensorShape?> shapes)
    {
        TensorShape? result = null;
        foreach (var shape in shapes)
        {
            if (shape is null) return null;
            result = result is null ? shape : Broadcast(result, shape);
            if (result is null) return null;
        }

        return result;
    }

    /// <summary>One axis broadcast against another; null if they do not fit.</summary>
    public static Dim? Broadcast(Dim a, Dim b) =>
        a.Value == 1 ? b
        : b.Value == 1 || a == b ? a
        : a.Value is not null && b.Value is not null ? default(Dim?)
        : a.Value is not null ? a
        : b.Value is not null ? b
        : Dim.Unknown;

    /// <summary>What holds of both: the axis where they agree, unknown where they differ.</summary>
    public static TensorShape? Common(TensorShape? a, TensorShape? b) =>
        a is null || b is null || a.Rank != b.Rank ? null
        : new TensorShape(a.Dims.Zip(b.Dims, (first, second) => first == second ? first : Dim.Unknown));

    private static TensorShape? Broadcast(TensorShape a, TensorShape b)
    {
        if (a.Equals(b)) return a;
        var rank = Math.Max(a.Rank, b.Rank);
        var dims = new Dim[rank];
        for (var i = 0; i < rank; i++)
        {
            var first = i < rank - a.Rank ? 1 : a[i - rank + a.Rank];
            var second = i < rank - b.Rank ? 1 : b[i - rank + b.Rank];
            if (Broadcast(first, second) is not { } dim) return null;
            dims[i] = dim;
        }

        return new TensorShape(dims);
    }
}
