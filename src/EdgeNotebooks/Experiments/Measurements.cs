using System.Globalization;
using System.Text.Json.Nodes;
using EdgeNotebooks.Display;
using EdgeNotebooks.Experiments.Measuring;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Experiments;

/// <summary>Measurements of a folder with how they came about: every row, verdicts, accuracies, provenance.</summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed class Measurements : IDisplay
{
    private readonly IReadOnlyList<Entry> _entries;
    private readonly Lazy<IReadOnlyList<ConfigurationSummary>> _summaries;

    internal Measurements(string folder, IReadOnlyList<Entry> entries, Plan? plan)
    {
        var wanted = plan is null ? null : Schedule.Of(plan).Setups.ToHashSet();
        (Folder, _entries, Plan) = (folder, entries, plan ?? entries.OfType<PlanEntry>().LastOrDefault()?.Plan);
        Rows = [.. entries.OfType<MeasurementEntry>().Where(row => wanted?.Contains(row.Key.Setup) ?? true)];
        _summaries = new(() => new Verdicts(Plan, entries.OfType<SentinelEntry>()).Of(Rows));
    }

    /// <summary>Where they lie.</summary>
    public string Folder { get; }

    /// <summary>The plan that they belong to; of a folder with several, the last.</summary>
    public Plan? Plan { get; }

    /// <summary>Finished requests, warm-ups included.</summary>
    public int Count => Rows.Count;

    /// <summary>One line per configuration: count, median, 90th percentile, and a verdict with its reasons.</summary>
    public IReadOnlyList<ConfigurationSummary> Summaries => _summaries.Value;

    /// <summary>What could not be measured, one sentence each.</summary>
    public IReadOnlyList<string> Failures => [.. _entries.OfType<FailureEntry>()
        .Where(failure => Plan is { } plan && Rows.Count(row => row.Key.Setup == failure.Setup && row.Key.Restart == failure.Restart) < Schedule.RequestsOf(plan))
        .Select(failure => string.Create(CultureInfo.InvariantCulture, $"{failure.Setup}, restart {failure.Restart}: {failure.Message}")).Distinct()];

    /// <summary>Machine, versions and plan in one line.</summary>
    public string Source
    {
        get
        {
            var facts = _entries.OfType<StartEntry>().LastOrDefault()?.Provenance ?? new Dictionary<string, string>();
            var machine = facts.TryGetValue("processor", out var processor) ? $"{processor}, {facts.GetValueOrDefault("cores")} cores, ONNX Runtime {facts.GetValueOrDefault("onnxruntime")}" : "no machine";
            return string.Create(CultureInfo.InvariantCulture, $"measured here: plan {Plan?.Name ?? "none"}, {_entries.OfType<StartEntry>().Count()} starts, {machine}");
        }
    }

    /// <summary>
    /// How many configurations of how many were measured with an emulation that does not hold on their requests' scale, as charts say it
    /// on themselves; empty where all of them hold.
    /// </summary>
    public string Doubt => Summaries.Count(one => one.Certificate.StartsWith(CertificateScale.Fails, StringComparison.Ordinal)) is > 0 and var failing
        ? string.Create(CultureInfo.InvariantCulture, $"{CertificateScale.Fails} ({failing} of {Summaries.Count} configurations)") : "";

    /// <summary>Everything about how the rows came about, as JSON: machines, versions, plans, models, certificates.</summary>
    public string Provenance => ProvenanceFile.Json(_entries);

    /// <summary>Verdicts of the certificates by configuration: subject, operator, deployment, mobile_edge_mbps, edge_cloud_mbps, certificate.</summary>
    public DataFrame CertificateTable() => new(new StringDataFrameColumn("subject", Summaries.Select(one => one.Subject)), new StringDataFrameColumn("operator", Summaries.Select(one => one.Operator)),
        new StringDataFrameColumn("deployment", Summaries.Select(one => one.Deployment)), new DoubleDataFrameColumn("mobile_edge_mbps", Summaries.Select(one => one.MobileEdgeMbps)),
        new DoubleDataFrameColumn("edge_cloud_mbps", Summaries.Select(one => one.EdgeCloudMbps)), new StringDataFrameColumn("certificate", Summaries.Select(one => one.Certificate)));

    /// <summary><see cref="CertificateTable"/> with its source under it.</summary>
    public SourcedTable Certificates => new(CertificateTable(), Source, Provenance);

    /// <summary><see cref="AccuracyTable"/> with its source under it.</summary>
    public SourcedTable Accuracies => new(AccuracyTable(), Source, Provenance);

    /// <summary><see cref="LinkTable"/> with the rule of each subject and its source under it.</summary>
    public SourcedTable Links
    {
        get
        {
            var table = LinkTable();
            var rules = Rows.Select(row => row.Key.Setup.Subject).Distinct().Select(subject => $"{subject} {SubjectEntries.FirstOrDefault(entry => entry.Subject == subject)?.LinkRule}");
            table.Columns.Remove("rule");
            return new(table, $"{string.Join("; ", rules)}. {Source}", Provenance);
        }
    }

    internal IReadOnlyList<Entry> Entries => _entries;

    internal IReadOnlyList<MeasurementEntry> Rows { get; }

    internal IReadOnlyList<AccuracyEntry> AccuracyEntries => [.. _entries.OfType<AccuracyEntry>()];

    internal IReadOnlyList<SubjectEntry> SubjectEntries => [.. _entries.OfType<SubjectEntry>()];

    /// <summary>One row per finished request, with the columns of <c>measurements.csv</c>.</summary>
    public DataFrame ToDataFrame() => MeasurementColumns.Frame(Rows);

    /// <summary>Writes all rows as Parquet, whole or not at all.</summary>
    public void ToParquet(string path) => ToDataFrame().ToParquet(path);

    /// <summary>Accuracies in percent: subject, operator, pictures, metric, value_pct, and the int8 instructions of the processor that measured them.</summary>
    public DataFrame AccuracyTable()
    {
        var cells = AccuracyEntries.SelectMany(entry => entry.Percent.Select(metric => (entry, metric))).ToArray();
        return new(new StringDataFrameColumn("subject", cells.Select(cell => cell.entry.Subject)), new StringDataFrameColumn("operator", cells.Select(cell => cell.entry.Operator)),
            new Int32DataFrameColumn("pictures", cells.Select(cell => cell.entry.Pictures)), new StringDataFrameColumn("metric", cells.Select(cell => cell.metric.Key)),
            new DoubleDataFrameColumn("value_pct", cells.Select(cell => cell.metric.Value)), new StringDataFrameColumn("instructions", cells.Select(cell => cell.entry.Instructions ?? "")));
    }

    /// <summary>The rates of each subject's links: as the study has them, as they were used, and the rule between the two.</summary>
    public DataFrame LinkTable()
    {
        var cells = Rows.Select(row => (row.Key.Setup.Subject, Nominal: row.Key.Setup.Links, Used: row.Links)).Distinct()
            .OrderBy(cell => cell.Subject, StringComparer.Ordinal).ThenBy(cell => cell.Nominal.MobileEdgeMbps).ThenBy(cell => cell.Nominal.EdgeCloudMbps).ToArray();
        return new(new StringDataFrameColumn("subject", cells.Select(cell => cell.Subject)),
            new DoubleDataFrameColumn("nominal_mobile_edge_mbps", cells.Select(cell => cell.Nominal.MobileEdgeMbps)), new DoubleDataFrameColumn("nominal_edge_cloud_mbps", cells.Select(cell => cell.Nominal.EdgeCloudMbps)),
            new DoubleDataFrameColumn("mobile_edge_mbps", cells.Select(cell => cell.Used.MobileEdgeMbps)), new DoubleDataFrameColumn("edge_cloud_mbps", cells.Select(cell => cell.Used.EdgeCloudMbps)),
            new StringDataFrameColumn("rule", cells.Select(cell => cell.Nominal == cell.Used ? "nominal" : SubjectEntries.FirstOrDefault(entry => entry.Subject == cell.Subject)?.LinkRule ?? "")));
    }

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card($"{Count} measurements",
        [
            ("configurations", string.Create(CultureInfo.InvariantCulture, $"{Summaries.Count}, of which {Summaries.Count(one => one.Verdict == "valid")} valid")),
            .. Summaries.SelectMany(one => one.Reasons).GroupBy(reason => reason.Split(':')[0])
                .Select(rule => ("not valid", string.Create(CultureInfo.InvariantCulture, $"{rule.Count()} by the rule of {rule.First()}"))),
            ("emulation", Doubt.Length > 0 ? Doubt : "holds on the scale of the requests"),
            ("failures", Failures.Count == 0 ? "none" : string.Join("; ", Failures)),
            ("folder", Folder),
        ])
        + HtmlText.Details(Source, Provenance);

    /// <summary>Everything that is derived from the rows, as <c>summary.json</c> has it: the same bytes for the same journal.</summary>
    public JsonObject ToJson() => new()
    {
        ["source"] = Source,
        ["rows"] = Count,
        ["emulation"] = Doubt.Length > 0 ? Doubt : CertificateScale.Holds,
        ["configurations"] = new JsonArray([.. Summaries.Select(one => one.ToJson())]),
        ["accuracies"] = new JsonArray([.. AccuracyEntries.Select(one => new JsonObject([KeyValuePair.Create("subject", (JsonNode?)one.Subject), KeyValuePair.Create("operator", (JsonNode?)one.Operator),
            KeyValuePair.Create("pictures", (JsonNode?)one.Pictures), .. one.Percent.Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)metric.Value))]))]),
        ["failures"] = new JsonArray([.. Failures.Select(failure => JsonValue.Create(failure))]),
    };

    /// <summary>Counts and source in a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} measurements of {Summaries.Count} configurations ({Source})");
}
