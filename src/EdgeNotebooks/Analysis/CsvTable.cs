using System.Globalization;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Analysis;

/// <summary>A CSV file in memory (UTF-8, comma, header line, RFC 4180 quotes); cells stay spans of the file's text until they are asked for.</summary>
internal sealed class CsvTable
{
    private readonly string _text;
    private readonly List<(int Start, int Length)> _cells;

    private CsvTable(string path, string text, List<(int Start, int Length)> cells, string[] header)
    {
        (Path, _text, _cells, Header) = (path, text, cells, header);
        Rows = cells.Count / header.Length - 1;
    }

    public string Path { get; }

    public string[] Header { get; }

    /// <summary>Data rows, the header not counted.</summary>
    public int Rows { get; }

    public static CsvTable Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"no such file: {path}", path);
        return Parse(path, File.ReadAllText(path));
    }

    public static CsvTable Parse(string path, string text)
    {
        var cells = new List<(int, int)>(text.Length / 10 + 4);
        int width = 0, inRow = 0, row = 0;
        for (var at = 0; at < text.Length;)
        {
            if (inRow == 0 && text[at] is '\n' or '\r') { at++; continue; }
            var end = EndOfCell(path, text, at, row);
            cells.Add((at, end - at));
            inRow++;
            at = end;
            if (at < text.Length && text[at] == ',')
            {
                at++;
                if (at < text.Length && text[at] is not ('\n' or '\r')) continue;
                cells.Add((at, 0));
                inRow++;
            }

            if (width == 0) width = inRow;
            else if (inRow != width)
                throw new InvalidTableException(path, $"{inRow} fields, the header has {width}", row, line: LineAt(text, at));
            (inRow, row) = (0, row + 1);
        }

        if (width == 0) throw new InvalidTableException(path, "the file is empty; a header line is expected");
        var header = cells.Take(width).Select(cell => Unquote(text.AsSpan(cell.Item1, cell.Item2)).Trim()).ToArray();
        return new(path, text, cells, header);
    }

    /// <summary>Place of the first of <paramref name="names"/> that the header has.</summary>
    public int Column(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (Find(name) is >= 0 and var place) return place;
        var wanted = string.Join("' or '", names!);
        throw new InvalidTableException(Path, $"no column '{wanted}'; the columns are {string.Join(", ", Header)}; closest: "
            + $"'{NearestName.Among(names[0], Header, 1)[0]}'", column: names[0]);
    }

    /// <summary>Place of a column, or -1.</summary>
    public int Find(string name) => Array.IndexOf(Header, name);

    public ReadOnlySpan<char> Cell(int row, int column)
    {
        var (start, length) = _cells[(row + 1) * Header.Length + column];
        return _text.AsSpan(start, length);
    }

    public string Text(int row, int column) => Unquote(Cell(row, column));

    public bool IsBlank(int row, int column) => Cell(row, column).IsWhiteSpace();

    /// <summary>A finite number; anything else is refused with its row.</summary>
    public double Number(int row, int column)
    {
        var cell = Cell(row, column);
        if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && !double.TryParse(Unquote(cell), NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            throw Refuse(row, column, "is not a number");
        return double.IsFinite(value) ? value : throw Refuse(row, column, "is not a finite number");
    }

    /// <summary>The error that says what is wrong with one cell, with its row, line and column.</summary>
    public InvalidTableException Refuse(int row, int column, string why)
    {
        var (start, length) = _cells[(row + 1) * Header.Length + column];
        var line = LineAt(_text, start);
        return new(Path, $"'{_text.AsSpan(start, length)}' in column '{Header[column]}' {why}", row + 1, Header[column], line);
    }

    /// <summary>A number, or null where the cell is blank.</summary>
    public double? OptionalNumber(int row, int column) => IsBlank(row, column) ? null : Number(row, column);

    private static int EndOfCell(string path, string text, int start, int row)
    {
        if (text[start] != '"')
        {
            var length = text.AsSpan(start).IndexOfAny(',', '\n', '\r');
            return length < 0 ? text.Length : start + length;
        }

        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] != '"') continue;
            if (at + 1 < text.Length && text[at + 1] == '"') at++;
            else if (at + 1 == text.Length || text[at + 1] is ',' or '\n' or '\r') return at + 1;
            else throw new InvalidTableException(path, "text follows a closing quote; double a quote that belongs to the text", row, line: LineAt(text, at));
        }

        throw new InvalidTableException(path, "a quote is opened and never closed", row, line: LineAt(text, start));
    }

    private static int LineAt(string text, int at) => 1 + text.AsSpan(0, at).Count('\n');

    private static string Unquote(ReadOnlySpan<char> cell) =>
        cell.Length > 1 && cell[0] == '"' ? cell[1..^1].ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : cell.ToString();
}
