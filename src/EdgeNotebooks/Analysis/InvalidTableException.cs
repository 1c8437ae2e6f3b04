namespace EdgeNotebooks.Analysis;

/// <summary>A table file that cannot be used: which file, which row and column, what was found and what to do.</summary>
public sealed class InvalidTableException : Exception
{
    /// <summary>An error in <paramref name="path"/>; row and column where they are known.</summary>
    public InvalidTableException(string path, string problem, int? row = null, string? column = null, int? line = null)
        : base($"{path}{Where(row, line)}: {problem}")
    {
        (Path, Row, Column, Line) = (path, row, column, line);
    }

    /// <summary>The file as the caller named it.</summary>
    public string Path { get; }

    /// <summary>Data row, counted from 1 below the header line; null when the whole file is meant.</summary>
    public int? Row { get; }

    /// <summary>Line of the file, counted from 1, where it is known.</summary>
    public int? Line { get; }

    /// <summary>Column, when one is meant.</summary>
    public string? Column { get; }

    private static string Where(int? row, int? line) =>
        (row is { } number ? $", row {number}" : "") + (line is { } at ? $" (line {at})" : "");
}
