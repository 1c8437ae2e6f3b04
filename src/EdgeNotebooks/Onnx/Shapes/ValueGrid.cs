namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>Moves the values of small tensors to other places.</summary>
internal static class ValueGrid
{
    /// <summary>
    /// The values of a tensor of shape <paramref name="result"/>, each taken from the place in <paramref name="fact"/> that
    /// <paramref name="source"/> names for its own; null where they are not followed. A place outside is unknown.
    /// </summary>
    public static Number[]? Taken(TensorFact fact, TensorShape? result, Func<long[], long[]> source)
    {
        if (fact.Values is not { } values || fact.Shape?.Elements != values.Length || result?.Elements is not <= TensorFact.MostValues) return null;
        var taken = new Number[(int)result.Elements];
        var place = new long[result.Rank];
        for (var i = 0; i < taken.Length; i++)
        {
            var rest = (long)i;
            for (var axis = place.Length - 1; axis >= 0; axis--) (rest, place[axis]) = Math.DivRem(rest, result[axis].Value!.Value);
            if (Offset(source(place), fact.Shape) is { } at) taken[i] = values[at];
        }

        return taken;
    }

    /// <summary>The values repeated over a broadcast shape.</summary>
    public static Number[]? Spread(TensorFact fact, TensorShape? result)
    {
        if (fact.Shape is not { } shape || result is null || shape.Rank > result.Rank) return null;
        var skipped = result.Rank - shape.Rank;
        return Taken(fact, result, place => [.. shape.Dims.Select((dim, axis) => dim.Value == 1 ? 0 : place[axis + skipped])]);
    }

    private static long? Offset(long[] place, TensorShape shape)
    {
        var offset = 0L;
        for (var axis = 0; axis < place.Length; axis++)
        {
            var length = shape[axis].Value!.Value;
            if (place[axis] < 0 || place[axis] >= length) return null;
            offset = offset * length + place[axis];
        }

        return offset;
    }
}
