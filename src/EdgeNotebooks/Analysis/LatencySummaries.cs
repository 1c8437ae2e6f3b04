using System.Collections;
using EdgeNotebooks.Statistics;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>One configuration's latencies in eight numbers, in seconds.</summary>
/// <param name="Configuration">Subject, operator and deployment.</param>
/// <param name="Seconds">Count, quartiles, mean and population standard deviation.</param>
public sealed record LatencySummary(Configuration Configuration, Summary Seconds);

/// <summary>Summaries of many configurations, with their source said in words.</summary>
public sealed class LatencySummaries : IReadOnlyList<LatencySummary>
{
    private readonly LatencySummary[] _rows;
    private readonly Dictionary<Configuration, Summary> _index;

    internal LatencySummaries(IEnumerable<LatencySummary> rows, string source)
    {
        _rows = [.. rows];
        _index = _rows.ToDictionary(row => row.Configuration, row => row.Seconds);
        Source = source;
    }

    /// <summary>Where the summaries come from, in words.</summary>
    public string Source { get; }

    /// <inheritdoc/>
    public int Count => _rows.Length;

    /// <inheritdoc/>
    public LatencySummary this[int index] => _rows[index];

    /// <summary>The summary of one configuration.</summary>
    /// <exception cref="ConfigurationNotFoundException">It was not measured.</exception>
    public Summary this[Configuration configuration] => _index.TryGetValue(configuration, out var summary)
        ? summary
        : throw new ConfigurationNotFoundException(configuration.ToString(), Source, _rows.Select(row => row.Configuration.ToString()));

    /// <summary>The summary of one configuration.</summary>
    /// <exception cref="ConfigurationNotFoundException">It was not measured.</exception>
    public Summary this[string subject, string @operator, string deployment] => this[new Configuration(subject, @operator, deployment)];

    /// <summary>Whether a configuration is summarised.</summary>
    public bool Has(Configuration configuration) => _index.ContainsKey(configuration);

    /// <summary>The summaries that match every word given; a word left out matches all.</summary>
    /// <exception cref="ConfigurationNotFoundException">None has all of them.</exception>
    public LatencySummaries Of(string? subject = null, string? @operator = null, string? deployment = null)
    {
        var chosen = _rows.Where(row => (subject ?? row.Configuration.Subject) == row.Configuration.Subject
            && (@operator ?? row.Configuration.Operator) == row.Configuration.Operator
            && (deployment ?? row.Configuration.Deployment) == row.Configuration.Deployment).ToArray();
        return chosen.Length > 0
            ? new(chosen, Source)
            : throw new ConfigurationNotFoundException($"{subject ?? "any"} {deployment ?? "any"}:{@operator ?? "any"}", Source,
                _rows.Select(row => row.Configuration.ToString()));
    }

    /// <summary>Reads a file with the columns of <see cref="ToDataFrame"/> (<c>tier</c> is accepted for <c>deployment</c>).</summary>
    public static LatencySummaries ReadCsv(string path, string? source = null)
    {
        var table = CsvTable.Read(path);
        var (subject, @operator, deployment) = (table.Column("subject"), table.Column("operator"), table.Column("deployment", "tier"));
        int[] numbers = [.. new[] { "n", "min", "q1", "median", "q3", "max", "mean", "std" }.Select(name => table.Column(name))];
        return new(Enumerable.Range(0, table.Rows).Select(row =>
        {
            var v = Array.ConvertAll(numbers, column => table.Number(row, column));
            return new LatencySummary(new(table.Text(row, subject), table.Text(row, @operator), table.Text(row, deployment)),
                new((int)v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]));
        }), source ?? path);
    }

    /// <summary>One row per configuration: subject, operator, deployment, n, min, q1, median, q3, max, mean, std (seconds).</summary>
    public DataFrame ToDataFrame() => Frame.Of(_rows,
        new("subject", row => row.Configuration.Subject), new("operator", row => row.Configuration.Operator),
        new("deployment", row => row.Configuration.Deployment), new("n", row => row.Seconds.N), new("min", row => row.Seconds.Min),
        new("q1", row => row.Seconds.Q1), new("median", row => row.Seconds.Median), new("q3", row => row.Seconds.Q3),
        new("max", row => row.Seconds.Max), new("mean", row => row.Seconds.Mean), new("std", row => row.Seconds.Std));

    /// <inheritdoc/>
    public IEnumerator<LatencySummary> GetEnumerator() => ((IEnumerable<LatencySummary>)_rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Counts and source in one line.</summary>
    public override string ToString() => $"summaries of {Count} configurations ({Source})";
}
