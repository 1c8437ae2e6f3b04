using System.Collections;
using EdgeNotebooks.Statistics;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>Latencies of many configurations, with their source said in words. Immutable; groups keep the order they were met in.</summary>
public sealed class Latencies : IReadOnlyList<LatencyGroup>
{
    private readonly LatencyGroup[] _groups;
    private readonly Dictionary<Configuration, LatencyGroup> _index;

    /// <summary>Latencies from groups that are already apart.</summary>
    /// <param name="groups">At least one; each configuration once.</param>
    /// <param name="source">Where they come from, in words.</param>
    /// <exception cref="ArgumentException">No group, or a configuration twice.</exception>
    public Latencies(IEnumerable<LatencyGroup> groups, string source)
    {
        _groups = [.. groups];
        Source = source;
        if (_groups.Length == 0) throw new ArgumentException($"no latencies in {source}; at least one row is needed", nameof(groups));
        _index = new(_groups.Length);
        foreach (var group in _groups)
            if (!_index.TryAdd(group.Configuration, group))
                throw new ArgumentException($"configuration '{group.Configuration}' comes twice; join its rows first", nameof(groups));
    }

    /// <summary>Where the latencies come from, in words.</summary>
    public string Source { get; }

    /// <summary>What charts must say on themselves, such as <c>NOT EMULATED (3 of 9 configurations)</c>; empty for nothing.</summary>
    public string Doubt { get; init; } = "";

    /// <summary>Everything about how they came about, which displays show on a click; empty for nothing.</summary>
    public string Provenance { get; init; } = "";

    /// <summary>Number of configurations.</summary>
    public int Count => _groups.Length;

    /// <summary>Number of measurements.</summary>
    public int Measurements => _groups.Sum(group => group.Seconds.Count);

    /// <summary>Subjects in the study's order.</summary>
    public IReadOnlyList<string> Subjects => Words(c => c.Subject, StudyOrder.Subjects);

    /// <summary>Operators in the study's order.</summary>
    public IReadOnlyList<string> Operators => Words(c => c.Operator, StudyOrder.Operators);

    /// <summary>Deployments in the study's order.</summary>
    public IReadOnlyList<string> Deployments => Words(c => c.Deployment, StudyOrder.Deployments);

    /// <inheritdoc/>
    public LatencyGroup this[int index] => _groups[index];

    /// <summary>The latencies of one configuration.</summary>
    /// <exception cref="ConfigurationNotFoundException">It was not measured; the message names the closest ones.</exception>
    public LatencyGroup this[string subject, string @operator, string deployment] => this[new Configuration(subject, @operator, deployment)];

    /// <summary>The latencies of one configuration.</summary>
    /// <exception cref="ConfigurationNotFoundException">It was not measured; the message names the closest ones.</exception>
    public LatencyGroup this[Configuration configuration] => _index.TryGetValue(configuration, out var group)
        ? group
        : throw new ConfigurationNotFoundException(configuration.ToString(), Source, _groups.Select(g => g.Configuration.ToString()));

    /// <summary>Whether a configuration was measured.</summary>
    public bool Has(Configuration configuration) => _index.ContainsKey(configuration);

    /// <summary>The groups that match every word given; a word left out matches all.</summary>
    /// <exception cref="ConfigurationNotFoundException">A word occurs nowhere, or no group has all of them.</exception>
    public Latencies Of(string? subject = null, string? @operator = null, string? deployment = null)
    {
        Check("subject", subject, Subjects);
        Check("operator", @operator, Operators);
        Check("deployment", deployment, Deployments);
        var chosen = _groups.Where(group => Fits(group.Configuration)).ToArray();
        return chosen.Length > 0
            ? Only(chosen)
            : throw new ConfigurationNotFoundException($"{subject ?? "any"} {deployment ?? "any"}:{@operator ?? "any"}", Source,
                _groups.Select(group => group.Configuration.ToString()));

        bool Fits(Configuration c) => (subject ?? c.Subject) == c.Subject && (@operator ?? c.Operator) == c.Operator
            && (deployment ?? c.Deployment) == c.Deployment;
    }

    /// <summary>One row per measurement: subject, operator, deployment, latency_s.</summary>
    public DataFrame ToDataFrame()
    {
        var n = Measurements;
        var (subject, @operator, deployment) = (new List<string>(n), new List<string>(n), new List<string>(n));
        var seconds = new DoubleDataFrameColumn("latency_s", n);
        long row = 0;
        foreach (var group in _groups)
        {
            foreach (var value in group.Seconds.Values)
            {
                subject.Add(group.Configuration.Subject);
                @operator.Add(group.Configuration.Operator);
                deployment.Add(group.Configuration.Deployment);
                seconds[row++] = value;
            }
        }

        return new(new StringDataFrameColumn("subject", subject), new StringDataFrameColumn("operator", @operator),
            new StringDataFrameColumn("deployment", deployment), seconds);
    }

    /// <summary>Each configuration in eight numbers.</summary>
    public LatencySummaries Summarize() =>
        new(_groups.Select(group => new LatencySummary(group.Configuration, Summary.Of(group.Seconds))), Source);

    /// <summary>Shapiro-Wilk per configuration: subject, operator, deployment, n, w, p, log10_p; configurations of 3 to 5,000 values that vary.</summary>
    public DataFrame NormalityTable() => Frame.Of<(Configuration Of, ShapiroWilk Test)>(
        [.. _groups.Where(group => group.Seconds.Count is >= 3 and <= 5000 && group.Seconds.Sorted[0] < group.Seconds.Sorted[^1])
            .Select(group => (group.Configuration, ShapiroWilk.Test(group.Seconds)))],
        new("subject", row => row.Of.Subject), new("operator", row => row.Of.Operator), new("deployment", row => row.Of.Deployment),
        new("n", row => row.Test.N), new("w", row => row.Test.W), new("p", row => row.Test.P.Value), new("log10_p", row => row.Test.P.Log10));

    /// <summary>
    /// Reads measurements from a CSV file with the columns <c>subject, operator, deployment</c> (or <c>tier</c>) and <c>latency_s</c>. Rows
    /// whose <c>kept</c> is false are left out; <c>input_id</c>, <c>run</c> and <c>restart</c> are taken over where they exist.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="source">Where it comes from, in words; the path when left out.</param>
    /// <param name="where">Columns that must hold a value, for example the bandwidth of one link.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidTableException">
    /// A column is missing, a latency is text, NaN or negative (its row is named), no row is left, or a configuration was measured at
    /// several bandwidths, which <paramref name="where"/> must tell apart.
    /// </exception>
    public static Latencies ReadCsv(string path, string? source = null, IReadOnlyDictionary<string, string>? where = null) =>
        LatencyCsv.Read(CsvTable.Read(path), source ?? path, where ?? new Dictionary<string, string>());

    /// <inheritdoc/>
    public IEnumerator<LatencyGroup> GetEnumerator() => ((IEnumerable<LatencyGroup>)_groups).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Counts and source in one line.</summary>
    public override string ToString() => $"{Measurements} latencies of {Count} configurations ({Source})";

    /// <summary>Some of the groups, with the same source, doubt and provenance.</summary>
    internal Latencies Only(IEnumerable<LatencyGroup> groups) => new(groups, Source) { Doubt = Doubt, Provenance = Provenance };

    private string[] Words(Func<Configuration, string> word, IReadOnlyList<string> order) =>
        [.. _groups.Select(group => word(group.Configuration)).Distinct().OrderBy(order.Place)];

    private void Check(string kind, string? word, IReadOnlyList<string> known)
    {
        if (word is not null && !known.Contains(word)) throw new ConfigurationNotFoundException($"{kind} '{word}'", Source, known, word);
    }
}
