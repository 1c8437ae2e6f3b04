namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>Products of lengths, of which some may be named.</summary>
internal static class LengthProduct
{
    /// <summary>The product; unknown if one factor is.</summary>
    public static Number Of(IEnumerable<Number> lengths)
    {
        var sorted = lengths.OrderBy(length => length.Integer is null).ThenBy(length => length.ToString(), StringComparer.Ordinal);
        return sorted.Aggregate((Number)1, (product, length) => product * length);
    }

    /// <summary>One product divided by another: equal names cancel out; unknown where a name or a remainder is left below.</summary>
    public static Number Quotient(IReadOnlyList<Number> above, IReadOnlyList<Number> below)
    {
        if (above.Any(length => length.IsUnknown) || below.Any(length => length.IsUnknown)) return Number.Unknown;
        var left = above.ToList();
        var divisor = (Number)1;
        foreach (var length in below)
        {
            if (length.Integer is null && left.Remove(length)) continue;
            if (length.Integer is null) return Number.Unknown;
            divisor *= length;
        }

        var known = left.Where(length => length.Integer is not null).Aggregate((Number)1, (product, length) => product * length);
        return known.Integer is { } dividend && divisor.Integer is > 0 and var by && dividend % by == 0
            ? Of([dividend / by, .. left.Where(length => length.Integer is null)])
            : Number.Unknown;
    }
}
