using System.Globalization;
using System.Text;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Display;

/// <summary>
/// A DataFrame as a table: first and last rows, how many there are, units under the names. The type belongs to
/// Microsoft.Data.Analysis, so a host registers these functions for it.
/// </summary>
public static class DataFrameDisplay
{
    private const int Head = 10;
    private const int Tail = 5;
    private const int All = 36;

    /// <summary>The frame as an HTML table: all rows up to 36, otherwise the first 10 and the last 5.</summary>
    public static string ToHtml(DataFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var html = new StringBuilder("<table class=\"edgenb-frame\"><thead><tr>");
        foreach (var column in frame.Columns) html.Append($"<th{Align(column)}>{HtmlText.Encode(column.Name)}{UnitHtml(column.Name)}</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in Shown(frame.Rows.Count))
        {
            html.Append("<tr>");
            foreach (var column in frame.Columns)
                html.Append($"<td{Align(column)}>{(row < 0 ? "&#8942;" : HtmlText.Encode(FrameCell.Text(column, row)))}</td>");
            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").Append(HtmlText.Caption(Size(frame))).ToString();
    }

    /// <summary>The frame as aligned text, with the same choice of rows.</summary>
    public static string ToText(DataFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var rows = Shown(frame.Rows.Count).ToArray();
        var columns = frame.Columns.Select(column =>
            (string[])[column.Name, .. rows.Select(row => row < 0 ? "..." : FrameCell.Text(column, row))]).ToArray();
        var widths = columns.Select(cells => cells.Max(cell => cell.Length)).ToArray();
        var text = new StringBuilder();
        for (var row = 0; row <= rows.Length; row++)
        {
            var cells = columns.Select((column, i) => FrameCell.IsNumeric(frame.Columns[i]) ? column[row].PadLeft(widths[i]) : column[row].PadRight(widths[i]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }

        return text.Append(Size(frame)).ToString();
    }

    private static string Size(DataFrame frame) => string.Create(CultureInfo.InvariantCulture,
        $"{frame.Rows.Count} {(frame.Rows.Count == 1 ? "row" : "rows")}, {frame.Columns.Count} {(frame.Columns.Count == 1 ? "column" : "columns")}");

    /// <summary>Row numbers to show; -1 stands for the rows left out.</summary>
    private static IEnumerable<long> Shown(long count)
    {
        for (long row = 0; row < count; row++)
        {
            if (count > All && row == Head)
            {
                yield return -1;
                row = count - Tail;
            }

            yield return row;
        }
    }

    private static string UnitHtml(string name) =>
        FrameCell.Unit(name) is { } unit ? $"<br><span style=\"font-weight:normal;opacity:.7\">{unit}</span>" : "";

    private static string Align(DataFrameColumn column) => FrameCell.IsNumeric(column) ? " style=\"text-align:right\"" : "";
}
