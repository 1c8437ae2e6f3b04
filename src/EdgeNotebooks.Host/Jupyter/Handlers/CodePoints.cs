namespace EdgeNotebooks.Host.Jupyter.Handlers;

/// <summary>Jupyter counts positions in Unicode code points, .NET in UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>The position in UTF-16 units; the text's end for a position beyond it.</summary>
    public static int ToUnits(string text, int points)
    {
        var unit = 0;
        for (; points > 0 && unit < text.Length; points--) unit += char.IsHighSurrogate(text[unit]) && unit + 1 < text.Length ? 2 : 1;
        return unit;
    }

    public static int FromUnits(string text, int units) => text.AsSpan(0, units).ToString().EnumerateRunes().Count();
}
