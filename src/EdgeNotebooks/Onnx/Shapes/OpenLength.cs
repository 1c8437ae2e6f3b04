using System.Globalization;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>
/// Arithmetic on lengths that are open: the result is a name built from the operands' names, so that equal names mean equal
/// lengths whatever the caller chooses. Names longer than <see cref="Longest"/> are given up.
/// </summary>
internal static class OpenLength
{
    private const int Longest = 160;
    private const char Mark = '⌊';

    /// <summary>Whether a name was made here, or comes from an input's unnamed axis, and means nothing to another reader.</summary>
    public static bool IsMade(string name) => name.Contains(Mark, StringComparison.Ordinal);

    /// <summary>A name for an axis that has none.</summary>
    public static string Of(string input, int axis) => Made($"{input}.{axis.ToString(CultureInfo.InvariantCulture)}");

    public static string? Add(string name, long addend)
    {
        var (stem, offset) = Split(name);
        var sum = (Int128)offset + addend;
        if (sum > int.MaxValue || sum < int.MinValue) return null;
        return sum == 0 ? stem : Short(Made(string.Create(CultureInfo.InvariantCulture, $"{stem}{(sum > 0 ? "+" : "")}{sum}")));
    }

    public static string? Times(string name, long factor) => Short(Made(string.Create(CultureInfo.InvariantCulture, $"{factor}*{name}")));

    public static string? Over(string name, long divisor) => Short(Made(string.Create(CultureInfo.InvariantCulture, $"{name}/{divisor}")));

    /// <summary>The result of another function of the length.</summary>
    public static string? Function(string function, string name) => Short(Made($"{function}({name})"));

    private static string Made(string text) => $"{Mark}{text}⌋";

    private static string? Short(string name) => name.Length <= Longest ? name : null;

    /// <summary>A sum made here into its name and its number; other names are their own stem.</summary>
    private static (string Stem, long Offset) Split(string name)
    {
        if (name.Length < 3 || name[0] != Mark || name[^1] != '⌋') return (name, 0);
        var inside = name[1..^1];
        var sign = inside.LastIndexOfAny(['+', '-']);
        if (sign < 1 || !long.TryParse(inside.AsSpan(sign), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset)) return (name, 0);
        return (inside[..sign], offset);
    }
}
