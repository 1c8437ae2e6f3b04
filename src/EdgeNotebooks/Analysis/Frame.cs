using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>One column of a table to be: its name and its value for a row (string, int, double, bool, or null for a blank).</summary>
internal readonly record struct Column<T>(string Name, Func<T, object?> Value);

/// <summary>Makes a DataFrame from typed rows.</summary>
internal static class Frame
{
    public static DataFrame Of<T>(IReadOnlyList<T> rows, params ReadOnlySpan<Column<T>> columns)
    {
        var frame = new DataFrame();
        foreach (var (name, value) in columns) frame.Columns.Add(Typed(name, [.. rows.Select(value)]));
        return frame;
    }

    private static DataFrameColumn Typed(string name, object?[] values) => values.FirstOrDefault(value => value is not null) switch
    {
        int => new Int32DataFrameColumn(name, values.Select(value => (int?)value)),
        double => new DoubleDataFrameColumn(name, values.Select(value => (double?)value)),
        bool => new BooleanDataFrameColumn(name, values.Select(value => (bool?)value)),
        string or null => new StringDataFrameColumn(name, values.Select(value => (string?)value)),
        var other => throw new ArgumentException($"column '{name}' holds {other.GetType().Name}; use string, int, double or bool"),
    };
}
