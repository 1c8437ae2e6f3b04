using System.Globalization;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Cli.Terminal;

/// <summary>Latencies of Parquet files of any size by groups, computed by DuckDB, which reads them piece by piece.</summary>
internal static class TableSummary
{
    private static readonly string[] s_numbers = ["n", "min_s", "median_s", "p90_s", "p99_s", "max_s"];

    /// <summary>A row per group: its words, then count, smallest, median, 90th and 99th percentile and largest of <c>latency_s</c>, kept rows only.</summary>
    /// <param name="files">Parquet files with the columns of <c>measurements.csv</c>; a pattern such as <c>runs/*.parquet</c> names several.</param>
    /// <param name="by">Columns that make a group.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidTableException">It is no Parquet file, or lacks a column.</exception>
    public static IReadOnlyList<JsonObject> Of(IReadOnlyList<string> files, IReadOnlyList<string> by)
    {
        foreach (var file in files.Where(file => !file.Contains('*', StringComparison.Ordinal) && !File.Exists(file))) throw new FileNotFoundException($"no such file: {file}", file);
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        var source = $"read_parquet([{string.Join(", ", files.Select(file => $"'{file.Replace("'", "''", StringComparison.Ordinal)}'"))}])";
        try
        {
            var columns = Columns(connection, source);
            foreach (var name in by.Append("latency_s").Append("kept"))
            {
                if (!columns.Contains(name)) throw new InvalidTableException(string.Join(", ", files), $"no column '{name}'; closest: '{NearestName.Among(name, columns, 1)[0]}' ({string.Join(", ", columns)})", column: name);
            }

            return Rows(connection, source, by);
        }
        catch (DuckDBException e)
        {
            throw new InvalidTableException(string.Join(", ", files), $"it cannot be read as Parquet ({e.Message.Split('\n')[0].Trim()}); 'edgenb experiment table' writes such files");
        }
    }

    /// <summary>The rows as aligned text.</summary>
    public static string Text(IReadOnlyList<JsonObject> rows, IReadOnlyList<string> by)
    {
        string[] names = [.. by, .. s_numbers];
        string Cell(JsonObject row, string name) => row[name] switch
        {
            null => "",
            JsonValue value when value.TryGetValue(out double number) => number.ToString("0.0000", CultureInfo.InvariantCulture),
            var value => value.ToString(),
        };
        var widths = names.ToDictionary(name => name, name => rows.Select(row => Cell(row, name).Length).Append(name.Length).Max());
        return string.Join('\n', rows.Select(row => string.Join("  ", names.Select(name => s_numbers.Contains(name) ? Cell(row, name).PadLeft(widths[name]) : Cell(row, name).PadRight(widths[name]))))
            .Prepend(string.Join("  ", names.Select(name => s_numbers.Contains(name) ? name.PadLeft(widths[name]) : name.PadRight(widths[name])))));
    }

    private static List<string> Columns(DuckDBConnection connection, string source)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"DESCRIBE SELECT * FROM {source}";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    private static List<JsonObject> Rows(DuckDBConnection connection, string source, IReadOnlyList<string> by)
    {
        using var command = connection.CreateCommand();
        var groups = string.Join(", ", by.Select(name => $"\"{name}\""));
        // Linear interpolation between order statistics, as the rest of the project has it (type 7).
        command.CommandText = $"SELECT {groups}, count(*), min(latency_s), quantile_cont(latency_s, 0.5), quantile_cont(latency_s, 0.9), quantile_cont(latency_s, 0.99), max(latency_s) "
            + $"FROM {source} WHERE kept GROUP BY {groups} ORDER BY {groups}";
        using var reader = command.ExecuteReader();
        var rows = new List<JsonObject>();
        while (reader.Read())
        {
            var row = new JsonObject();
            for (var i = 0; i < by.Count; i++) row[by[i]] = reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture);
            row[s_numbers[0]] = reader.GetInt64(by.Count);
            for (var i = 1; i < s_numbers.Length; i++) row[s_numbers[i]] = reader.GetDouble(by.Count + i);
            rows.Add(row);
        }

        return rows;
    }
}
