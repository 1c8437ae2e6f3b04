using System.Collections;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>One accuracy of the study.</summary>
/// <param name="Subject">The model.</param>
/// <param name="Operator">What was done to it.</param>
/// <param name="Metric"><c>top1_pct</c>, <c>top5_pct</c> or <c>miou_pct</c>.</param>
/// <param name="Percent">The value, 0..100.</param>
/// <param name="Tier"><c>any</c>, <c>cloud</c> (GPU), or <c>mobile_edge</c>, which stands for mobile and edge (CPU) alike.</param>
/// <param name="Source">The authors' file that it was printed in.</param>
public sealed record AccuracyRow(string Subject, string Operator, string Metric, double Percent, string Tier, string Source);

/// <summary>Accuracies with their source said in words.</summary>
public sealed class Accuracies : IReadOnlyList<AccuracyRow>
{
    private readonly AccuracyRow[] _rows;

    /// <summary>Accuracies from rows (copied).</summary>
    public Accuracies(IEnumerable<AccuracyRow> rows, string source)
    {
        _rows = [.. rows];
        Source = source;
    }

    /// <summary>Where they come from, in words.</summary>
    public string Source { get; }

    /// <inheritdoc/>
    public int Count => _rows.Length;

    /// <inheritdoc/>
    public AccuracyRow this[int index] => _rows[index];

    /// <summary>The value for one subject, operator and metric; a partitioned model has the accuracy of the whole one where its own is not given.</summary>
    /// <param name="subject">The model.</param>
    /// <param name="operator">What was done to it.</param>
    /// <param name="metric"><c>top1_pct</c>, <c>top5_pct</c> or <c>miou_pct</c>.</param>
    /// <param name="tier">Default <c>any</c>.</param>
    /// <exception cref="ConfigurationNotFoundException">There is no such row.</exception>
    public double Percent(string subject, string @operator, string metric, string tier = "any") =>
        Find(subject, @operator, metric, tier) ?? Find(subject, Whole(@operator), metric, tier)
        ?? throw new ConfigurationNotFoundException($"{subject} {@operator} {metric} ({tier})", Source,
            _rows.Select(row => $"{row.Subject} {row.Operator} {row.Metric} ({row.Tier})"));

    /// <summary>One row per value: subject, operator, metric, value_pct, tier, source.</summary>
    public DataFrame ToDataFrame() => Frame.Of(_rows, new("subject", row => row.Subject), new("operator", row => row.Operator),
        new("metric", row => row.Metric), new("value_pct", row => row.Percent), new("tier", row => row.Tier), new("source", row => row.Source));

    /// <summary>Reads a file with the columns subject, operator, metric, value, tier, source.</summary>
    internal static Accuracies ReadCsv(string path, string source)
    {
        var table = CsvTable.Read(path);
        return new(Enumerable.Range(0, table.Rows).Select(row => new AccuracyRow(Text(row, "subject"), Text(row, "operator"), Text(row, "metric"),
            table.Number(row, table.Column("value")), Text(row, "tier"), Text(row, "source"))), source);

        string Text(int row, string column) => table.Text(row, table.Column(column));
    }

    /// <inheritdoc/>
    public IEnumerator<AccuracyRow> GetEnumerator() => ((IEnumerable<AccuracyRow>)_rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Count and source in one line.</summary>
    public override string ToString() => $"{Count} accuracies ({Source})";

    private double? Find(string subject, string @operator, string metric, string tier) =>
        _rows.FirstOrDefault(row => (row.Subject, row.Operator, row.Metric, row.Tier) == (subject, @operator, metric, tier))?.Percent;

    private static string Whole(string @operator) =>
        @operator == "partition" ? "identity" : @operator.Replace("_partition", "", StringComparison.Ordinal);
}
