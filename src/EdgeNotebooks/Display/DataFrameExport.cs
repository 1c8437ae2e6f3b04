using System.Text;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Display;

/// <summary>A DataFrame as text for other programs: Markdown and LaTeX for papers (six significant digits), CSV and Parquet for computing (all digits).</summary>
public static class DataFrameExport
{
    /// <summary>A Markdown table with units in the headers; numbers are aligned to the right, bars and line breaks in texts escaped.</summary>
    public static string ToMarkdown(this DataFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var text = new StringBuilder();
        Line(frame.Columns.Select(column => Markdown(FrameCell.Header(column))));
        Line(frame.Columns.Select(column => FrameCell.IsNumeric(column) ? "---:" : "---"));
        for (long row = 0; row < frame.Rows.Count; row++) Line(frame.Columns.Select(column => Markdown(FrameCell.Text(column, row))));
        return text.ToString();

        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    /// <summary>
    /// A LaTeX <c>tabular</c> in the manner of the package booktabs, with units in the headers, special characters escaped and powers of ten
    /// set as such. Wrap it in a <c>table</c> for a caption.
    /// </summary>
    public static string ToLatex(this DataFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var text = new StringBuilder($"\\begin{{tabular}}{{{string.Concat(frame.Columns.Select(c => FrameCell.IsNumeric(c) ? 'r' : 'l'))}}}\n\\toprule\n");
        Line(frame.Columns.Select(column => Latex(FrameCell.Header(column))));
        text.Append("\\midrule\n");
        for (long row = 0; row < frame.Rows.Count; row++)
            Line(frame.Columns.Select(column => FrameCell.IsNumeric(column) ? LatexNumber(FrameCell.Text(column, row)) : Latex(FrameCell.Text(column, row))));
        return text.Append("\\bottomrule\n\\end{tabular}\n").ToString();

        void Line(IEnumerable<string> cells) => text.AppendJoin(" & ", cells).Append(" \\\\\n");
    }

    /// <summary>
    /// CSV after RFC 4180, but with line feeds alone: header line, comma, quotes where a text needs them, invariant culture, every double so
    /// that reading it gives the same double back; a blank cell for null.
    /// </summary>
    public static string ToCsv(this DataFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var text = new StringBuilder();
        text.AppendJoin(',', frame.Columns.Select(column => Csv(column.Name))).Append('\n');
        for (long row = 0; row < frame.Rows.Count; row++) text.AppendJoin(',', frame.Columns.Select(column => Csv(FrameCell.Exact(column, row)))).Append('\n');
        return text.ToString();
    }

    /// <summary>Writes the frame as Apache Parquet, nulls kept, whole or not at all; an existing file is replaced.</summary>
    /// <param name="frame">Columns of text, numbers and booleans.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="NotSupportedException">A column holds another type (it is named).</exception>
    public static void ToParquet(this DataFrame frame, string path)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentException.ThrowIfNullOrEmpty(path);
        Replace(path, ParquetTable.Of(frame));
    }

    /// <summary>Writes the frame to a file, whole or not at all; an existing file is replaced.</summary>
    /// <param name="frame">The table.</param>
    /// <param name="path">Its ending says the format: <c>.csv</c>, <c>.md</c>, <c>.tex</c> or <c>.parquet</c>. The folder must exist.</param>
    /// <exception cref="ArgumentException">Another ending.</exception>
    public static void WriteTo(this DataFrame frame, string path)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentException.ThrowIfNullOrEmpty(path);
        Replace(path, Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".CSV" => Encoding.UTF8.GetBytes(frame.ToCsv()),
            ".MD" => Encoding.UTF8.GetBytes(frame.ToMarkdown()),
            ".TEX" => Encoding.UTF8.GetBytes(frame.ToLatex()),
            ".PARQUET" => ParquetTable.Of(frame),
            _ => throw new ArgumentException($"'{path}' names no format for a table; end it with .csv, .md, .tex or .parquet", nameof(path)),
        });
    }

    private static void Replace(string path, byte[] bytes)
    {
        var beside = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            File.WriteAllBytes(beside, bytes);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static string Markdown(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)
        .ReplaceLineEndings("<br>");

    private static string Csv(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Latex(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text.ReplaceLineEndings(" "))
            escaped.Append(letter switch
            {
                '\\' => "\\textbackslash{}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{letter}",
                _ => letter.ToString(),
            });
        return escaped.ToString();
    }

    private static string LatexNumber(string number)
    {
        var at = number.IndexOf('e', StringComparison.Ordinal);
        if (at > 0) return $"${number[..at]} \\times 10^{{{number[(at + 1)..]}}}$";
        return number.StartsWith('-') ? $"${number}$" : number;
    }
}
