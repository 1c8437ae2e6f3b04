using EdgeNotebooks.Units;

namespace EdgeNotebooks.Analysis;

/// <summary>Turns the rows of a measurements file into groups.</summary>
internal static class LatencyCsv
{
    public static Latencies Read(CsvTable table, string source, IReadOnlyDictionary<string, string> where)
    {
        var (subject, @operator, deployment) = (table.Column("subject"), table.Column("operator"), table.Column("deployment", "tier"));
        var latency = table.Column("latency_s");
        var kept = table.Find("kept");
        var links = new[] { table.Find("mobile_edge_mbps"), table.Find("edge_cloud_mbps") }.Where(column => column >= 0).ToArray();
        var filters = where.Select(pair => (Column: table.Column(pair.Key), pair.Value)).ToArray();

        var order = new List<Rows>();
        var index = new Dictionary<Configuration, Rows>();
        Rows? current = null;
        var left = 0;
        for (var row = 0; row < table.Rows; row++)
        {
            if (kept >= 0 && !IsKept(table, row, kept) || !Fits(table, row, filters)) { left++; continue; }
            if (current is null || !Same(table, row, subject, current.Configuration.Subject)
                || !Same(table, row, @operator, current.Configuration.Operator) || !Same(table, row, deployment, current.Configuration.Deployment))
            {
                var configuration = new Configuration(table.Text(row, subject), table.Text(row, @operator), table.Text(row, deployment));
                if (!index.TryGetValue(configuration, out current))
                {
                    order.Add(current = index[configuration] = new(configuration, row));
                }
            }

            OneBandwidth(table, row, current, links);
            current.Add(row, Seconds(table, row, latency));
        }

        if (order.Count == 0) throw new InvalidTableException(table.Path, Nothing(table, where));
        var words = left == 0 ? source : $"{source}; {left} of {table.Rows} rows left out";
        return new(order.Select(rows => rows.Group(table)), words);
    }

    private static double Seconds(CsvTable table, int row, int column)
    {
        var seconds = table.Number(row, column);
        return seconds >= 0 ? seconds : throw table.Refuse(row, column, "is negative; a latency is at least 0 s");
    }

    private static bool IsKept(CsvTable table, int row, int column) => table.Text(row, column).Trim().ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" => true,
        "FALSE" or "0" or "NO" => false,
        _ => throw table.Refuse(row, column, "is neither true nor false"),
    };

    private static bool Fits(CsvTable table, int row, (int Column, string Value)[] filters)
    {
        foreach (var (column, value) in filters)
            if (table.Text(row, column) != value) return false;
        return true;
    }

    private static bool Same(CsvTable table, int row, int column, string word) => table.Cell(row, column).SequenceEqual(word);

    private static void OneBandwidth(CsvTable table, int row, Rows rows, int[] links)
    {
        foreach (var link in links)
        {
            if (table.Cell(row, link).SequenceEqual(table.Cell(rows.First, link))) continue;
            throw table.Refuse(row, link, $"is not the '{table.Cell(rows.First, link)}' of row {rows.First + 1} for {rows.Configuration}; "
                + $"measurements at several bandwidths are not mixed: choose one with {table.Header[link]}=VALUE");
        }
    }

    private static string Nothing(CsvTable table, IReadOnlyDictionary<string, string> where) => where.Count == 0
        ? "the file has no measurements"
        : $"none of the {table.Rows} rows has {string.Join(" and ", where.Select(pair => $"{pair.Key}={pair.Value}"))}";

    /// <summary>The rows of one configuration while they are collected.</summary>
    private sealed class Rows(Configuration configuration, int first)
    {
        private readonly List<double> _seconds = [];
        private readonly List<int> _rows = [];

        public Configuration Configuration => configuration;

        public int First => first;

        public void Add(int row, double seconds)
        {
            _seconds.Add(seconds);
            _rows.Add(row);
        }

        public LatencyGroup Group(CsvTable table)
        {
            var input = table.Find("input_id");
            var sample = new Sample(configuration.Place, _seconds);
            return input < 0 ? new(configuration, sample) : new(configuration, sample, new(Codes(table, input),
                Codes(table, table.Find("run")), Codes(table, table.Find("restart"))));
        }

        private IEnumerable<int> Codes(CsvTable table, int column)
        {
            if (column < 0) return _rows.Select(_ => 0);
            var codes = new Dictionary<string, int>();
            return _rows.Select(row =>
            {
                var text = table.Text(row, column);
                if (!codes.TryGetValue(text, out var code)) codes[text] = code = codes.Count;
                return code;
            });
        }
    }
}
