using System.Globalization;
using System.Net;

namespace EdgeNotebooks.Display;

/// <summary>The few HTML pieces that displays are made of.</summary>
internal static class HtmlText
{
    /// <summary>Text with HTML's special characters escaped.</summary>
    public static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>A two-column table of facts under a heading.</summary>
    public static string Card(string title, IEnumerable<(string Name, string Value)> facts) =>
        $"<div class=\"edgenb-card\"><strong>{Encode(title)}</strong><table>"
        + string.Concat(facts.Select(fact => $"<tr><th>{Encode(fact.Name)}</th><td>{Encode(fact.Value)}</td></tr>"))
        + "</table></div>";

    /// <summary>A table; cells that begin with a digit, a minus or a dash are aligned to the right.</summary>
    public static string Table(IEnumerable<string> headers, IEnumerable<IReadOnlyList<string>> rows, string caption) =>
        $"<table class=\"edgenb-frame\"><thead><tr>{string.Concat(headers.Select(header => $"<th>{Encode(header)}</th>"))}</tr></thead><tbody>"
        + string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td{(cell.Length > 0 && (char.IsAsciiDigit(cell[0]) || cell[0] == '-') ? " style=\"text-align:right\"" : "")}>{Encode(cell)}</td>"))}</tr>"))
        + $"</tbody></table>{Caption(caption)}";

    /// <summary>Conclusions as a list, each warning as a line of its own below, then the caption.</summary>
    public static string Sentences(IEnumerable<string> conclusions, IEnumerable<string> warnings, string caption) =>
        $"<ul>{string.Concat(conclusions.Select(sentence => $"<li>{Encode(sentence)}</li>"))}</ul>"
        + string.Concat(warnings.Select(warning => $"<p class=\"edgenb-warning\"><strong>Warning:</strong> {Encode(warning)}</p>")) + Caption(caption);

    /// <summary>A small grey line under a table or chart.</summary>
    public static string Caption(string text) => $"<div style=\"font-size:.8rem;opacity:.7;margin:.2rem 0\">{Encode(text)}</div>";

    /// <summary>A small grey line that shows the rest on a click.</summary>
    public static string Details(string line, string rest) => rest.Length == 0 ? Caption(line)
        : $"<details class=\"edgenb-provenance\"><summary style=\"font-size:.8rem;opacity:.7\">{Encode(line)}</summary><pre style=\"max-height:20rem;overflow:auto\">{Encode(rest)}</pre></details>";

    /// <summary>
    /// A number with the digits it deserves: integers whole, others with six significant digits, scientific below 1e-4 and from
    /// 1e9 on; ASCII minus, no thousands separator.
    /// </summary>
    public static string Number(double value) => value switch
    {
        double.NaN => "NaN",
        0 => "0",
        _ when double.IsInfinity(value) => value > 0 ? "inf" : "-inf",
        _ when Math.Abs(value) is < 1e-4 or >= 1e9 => value.ToString("0.#####e+0", CultureInfo.InvariantCulture),
        _ => Math.Round(value, Math.Clamp(5 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15)).ToString("0.##########", CultureInfo.InvariantCulture),
    };
}
