using System.Globalization;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Display;

/// <summary>The cells and headers of a DataFrame as text, the same in every format.</summary>
internal static class FrameCell
{
    private static readonly Dictionary<string, string> s_units = new()
    {
        ["_s"] = "s",
        ["_ms"] = "ms",
        ["_pct"] = "%",
        ["_mbps"] = "Mbit/s",
        ["_bytes"] = "bytes",
        ["_px"] = "px",
    };

    public static bool IsNumeric(DataFrameColumn column) => column.DataType.IsPrimitive && column.DataType != typeof(bool);

    /// <summary>A unit that the name ends with, for example <c>s</c> for <c>latency_s</c>; null without one.</summary>
    public static string? Unit(string name) => s_units.FirstOrDefault(unit => name.EndsWith(unit.Key, StringComparison.Ordinal)).Value;

    /// <summary>The name in words with its unit in brackets, for example <c>latency (s)</c>.</summary>
    public static string Header(DataFrameColumn column)
    {
        var (name, unit) = s_units.FirstOrDefault(unit => column.Name.EndsWith(unit.Key, StringComparison.Ordinal)) is { Key: { } ending, Value: var known }
            ? (column.Name[..^ending.Length], $" ({known})")
            : (column.Name, "");
        return name.Replace('_', ' ') + unit;
    }

    /// <summary>The cell for a reader: six significant digits.</summary>
    public static string Text(DataFrameColumn column, long row) => column[row] switch
    {
        double value => HtmlText.Number(value),
        float value => HtmlText.Number(value),
        _ => Exact(column, row),
    };

    /// <summary>The cell for a program: all digits, empty for null.</summary>
    public static string Exact(DataFrameColumn column, long row) => column[row] switch
    {
        null => "",
        bool value => value ? "true" : "false",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var value => value.ToString() ?? "",
    };
}
