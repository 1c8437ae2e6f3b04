using System.Globalization;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Analysis;

/// <summary>The values of one column of a table, grouped by another.</summary>
internal sealed record GroupRows(IReadOnlyList<Sample> Groups, IReadOnlyList<string> Warnings, IReadOnlyList<Repeats> Repeats)
{
    private static readonly IReadOnlyList<string>[] Orders = [StudyOrder.Deployments, StudyOrder.Subjects, StudyOrder.Operators];

    public static GroupRows Read(CsvTable table, string value, string by, IReadOnlyList<KeyValuePair<string, string>> where, string? within = null)
    {
        var (values, groups) = (table.Column(value), table.Column(by));
        if (values == groups) throw new InvalidTableException(table.Path, $"column '{value}' is asked for both as value and as group; choose two columns", column: value);
        var rows = Enumerable.Range(0, table.Rows).ToArray();
        foreach (var (name, wanted) in where) rows = Filter(table, rows, table.Column(name), wanted);
        if (rows.Length == 0) throw new InvalidTableException(table.Path, "the file has no data rows");
        var isLatency = value.StartsWith("latency", StringComparison.OrdinalIgnoreCase);
        var found = rows.Select(row => (Row: row, Group: Name(table, row, groups), Value: Number(table, row, values, isLatency)))
            .GroupBy(one => one.Group).ToArray();
        var order = Orders.FirstOrDefault(words => found.All(group => words.Contains(group.Key))) ?? [];
        var samples = found.OrderBy(group => order.Place(group.Key)).ToArray();
        Sample[] taken = [.. samples.Select(group => new Sample(group.Key, group.Select(one => one.Value), isLatency ? "s" : ""))];
        int[][] members = [.. samples.Select(group => group.Select(one => one.Row).ToArray())];
        if (within is not null) return new(taken, [.. Warmups(table, rows)], RepeatsOf(table, members, Inputs(table, within, value, by)));
        return new(taken, [.. Warmups(table, rows), .. Repeated(table, taken, members)], []);
    }

    private static int[] Filter(CsvTable table, int[] rows, int column, string wanted)
    {
        var kept = Array.FindAll(rows, row => Same(table.Text(row, column).Trim(), wanted.Trim()));
        if (kept.Length > 0 || rows.Length == 0) return kept;
        var known = rows.Select(row => table.Text(row, column).Trim()).Distinct().ToArray();
        throw new InvalidTableException(table.Path, $"no row has {table.Header[column]}={wanted}; the column holds "
            + $"{string.Join(", ", known.Take(12))}{(known.Length > 12 ? ", ..." : "")}; closest: '{NearestName.Among(wanted, known, 1)[0]}'", column: table.Header[column]);
    }

    private static bool Same(string cell, string wanted) => cell == wanted
        || (Parse(cell) is { } a && Parse(wanted) is { } b && a == b);

    private static double? Parse(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string Name(CsvTable table, int row, int column) => table.IsBlank(row, column)
        ? throw table.Refuse(row, column, "is blank, so the row belongs to no group")
        : table.Text(row, column).Trim();

    private static double Number(CsvTable table, int row, int column, bool isLatency)
    {
        var number = table.Number(row, column);
        return isLatency && number < 0 ? throw table.Refuse(row, column, "is negative; a latency is at least 0 s") : number;
    }

    private static IEnumerable<string> Warmups(CsvTable table, int[] rows)
    {
        var column = table.Find("kept");
        var dropped = column < 0 ? 0 : rows.Count(row => table.Text(row, column).Trim().ToUpperInvariant() is "FALSE" or "0");
        if (dropped > 0) yield return $"{dropped} of {rows.Length} rows are marked as not kept (warm-up) and are counted here; leave them out with kept=true";
    }

    private static IEnumerable<string> Repeated(CsvTable table, Sample[] values, int[][] members)
    {
        var input = table.Find("input_id");
        if (input < 0) yield break;
        var repeated = values.Zip(RepeatsOf(table, members, input), PseudoReplication.Of).ToArray();
        if (FamilyComparer.RepeatWarning([.. repeated.Where(one => one.IsSerious)], repeated.Length, "--within input_id") is { } warning) yield return warning;
    }

    private static int Inputs(CsvTable table, string within, string value, string by) => within == value || within == by
        ? throw new InvalidTableException(table.Path, $"column '{within}' cannot be compared within as well; name the column that tells the inputs apart", column: within)
        : table.Column(within);

    /// <summary>Input and restart of each group's rows; the same cell means the same input in every group.</summary>
    private static Repeats[] RepeatsOf(CsvTable table, int[][] members, int input)
    {
        var (inputs, restarts, restart) = (new Dictionary<string, int>(), new Dictionary<string, int>(), table.Find("restart"));
        return [.. members.Select(rows => new Repeats(rows.Select(row => Code(inputs, table.Text(row, input))), rows.Select(_ => 0),
            rows.Select(row => restart < 0 ? 0 : Code(restarts, table.Text(row, restart)))))];

        static int Code(Dictionary<string, int> codes, string text) => codes.TryGetValue(text, out var code) ? code : codes[text] = codes.Count;
    }
}
