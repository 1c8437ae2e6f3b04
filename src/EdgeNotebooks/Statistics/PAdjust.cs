namespace EdgeNotebooks.Statistics;

/// <summary>How p-values are corrected for the number of comparisons.</summary>
public enum PAdjustment
{
    /// <summary>Not corrected; each comparison errs at its own level.</summary>
    None,

    /// <summary>Times the number of comparisons. Source: Dunn (1961).</summary>
    Bonferroni,

    /// <summary>Step-down Bonferroni; never less powerful than it. Source: Holm (1979).</summary>
    Holm,

    /// <summary>Controls the false discovery rate. Source: Benjamini and Hochberg (1995).</summary>
    BenjaminiHochberg,
}

/// <summary>Correction of p-values for multiple comparisons, carried out on logarithms so that tiny ones keep their order.</summary>
public static class PAdjust
{
    /// <summary>The p-values of one family corrected by <paramref name="method"/>, in the order given; equals R's <c>p.adjust</c>.</summary>
    /// <param name="family">All comparisons of the family, also the uninteresting ones.</param>
    /// <param name="method">Default Holm.</param>
    public static IReadOnlyList<PValue> Apply(IReadOnlyList<PValue> family, PAdjustment method = PAdjustment.Holm)
    {
        ArgumentNullException.ThrowIfNull(family);
        return method switch
        {
            PAdjustment.None => [.. family],
            PAdjustment.Bonferroni => [.. family.Select(p => p.Times(family.Count))],
            PAdjustment.Holm => Stepped(family, fromSmallest: true, place => family.Count - place),
            PAdjustment.BenjaminiHochberg => Stepped(family, fromSmallest: false, place => (double)family.Count / (place + 1)),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "use None, Bonferroni, Holm or BenjaminiHochberg"),
        };
    }

    /// <summary>The method with the name used on the command line: none, bonferroni, holm or bh.</summary>
    public static PAdjustment Parse(string name) => name switch
    {
        "none" => PAdjustment.None,
        "bonferroni" => PAdjustment.Bonferroni,
        "holm" => PAdjustment.Holm,
        "bh" => PAdjustment.BenjaminiHochberg,
        _ => throw new ArgumentException($"unknown adjustment '{name}'; use none, bonferroni, holm or bh", nameof(name)),
    };

    private static PValue[] Stepped(IReadOnlyList<PValue> family, bool fromSmallest, Func<int, double> factor)
    {
        var order = Enumerable.Range(0, family.Count).OrderBy(i => family[i].Log10).ToArray();
        var adjusted = new PValue[family.Count];
        var bound = PValue.From(fromSmallest ? 0 : 1);
        for (var step = 0; step < order.Length; step++)
        {
            var place = fromSmallest ? step : order.Length - 1 - step;
            var scaled = family[order[place]].Times(factor(place));
            if (fromSmallest ? scaled.CompareTo(bound) > 0 : scaled.CompareTo(bound) < 0) bound = scaled;
            adjusted[order[place]] = bound;
        }

        return adjusted;
    }
}
