using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Experiments.Recording;

/// <summary>The columns of <c>measurements.csv</c> and of the DataFrame: the contract's first, then how each row came about.</summary>
internal static class MeasurementColumns
{
    private const int LongestNumber = 40;
    private static readonly string[] s_tiers = ["mobile", "edge", "cloud"];
    private static readonly string[] s_tierSteps = ["queue", "decode", "preprocess", "session", "inference", "postprocess", "encode", "reply", "throttled"];
    private static readonly string[] s_links = ["client-mobile", "mobile-edge", "edge-cloud"];

    private static readonly (string Name, Func<MeasurementEntry, object?> Value)[] s_columns =
    [
        ("subject", row => row.Key.Setup.Subject), ("operator", row => row.Key.Setup.Operator), ("deployment", row => row.Key.Setup.Deployment),
        ("mobile_edge_mbps", row => row.Links.MobileEdgeMbps), ("edge_cloud_mbps", row => row.Links.EdgeCloudMbps),
        ("encoding", row => row.Key.Setup.Encoding), ("session", row => row.Key.Setup.Session), ("shaper", row => row.Key.Setup.Shaper),
        ("restart", row => row.Key.Restart), ("run", row => row.Key.Run), ("input_id", row => row.Key.InputId), ("order", row => row.Order),
        ("timestamp", row => row.Timestamp.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)),
        ("latency_s", row => row.LatencySeconds), ("kept", row => row.Kept), ("weights", row => row.Weights),
        ("nominal_mobile_edge_mbps", row => row.Key.Setup.Links.MobileEdgeMbps), ("nominal_edge_cloud_mbps", row => row.Key.Setup.Links.EdgeCloudMbps),
        ("start", row => row.Start), ("answer_matches", row => row.AnswerMatches), ("certificate", row => row.Certificate), ("mechanism", row => row.Mechanism), ("request_bytes", row => row.RequestBytes),
        ("client_wait_s", row => Step(row, "client wait")), ("client_encode_s", row => Step(row, "client encode")), ("client_decode_s", row => Step(row, "client decode")),
        .. s_links.SelectMany(link => new[] { "send", "reply" }.Select(step => Seconds($"{link.Replace('-', '_')}_{step}_s", $"{link} {step}"))),
        .. s_tiers.SelectMany(tier => s_tierSteps.Select(step => Seconds($"{tier}_{step}_s", $"{tier} {step}"))),
        ("steal_s", row => Step(row, "host steal")),
    ];

    /// <summary>The header line of the CSV file.</summary>
    public static string Header { get; } = string.Join(',', s_columns.Select(column => column.Name)) + "\n";

    /// <summary>Adds a row as a line of CSV.</summary>
    public static void Write(MeasurementEntry row, IBufferWriter<byte> line)
    {
        for (var column = 0; column < s_columns.Length; column++)
        {
            if (column > 0) line.Write(","u8);
            Write(s_columns[column].Value(row), line);
        }

        line.Write("\n"u8);
    }

    /// <summary>Rows as a table.</summary>
    public static DataFrame Frame(IReadOnlyList<MeasurementEntry> rows)
    {
        var frame = new DataFrame();
        foreach (var (name, value) in s_columns) frame.Columns.Add(Column(name, [.. rows.Select(value)]));
        return frame;
    }

    private static (string, Func<MeasurementEntry, object?>) Seconds(string name, string step) => (name, row => Step(row, step));

    private static object? Step(MeasurementEntry row, string step) => row.Steps.TryGetValue(step, out var seconds) ? seconds : null;

    private static DataFrameColumn Column(string name, object?[] values) => values.FirstOrDefault(value => value is not null) switch
    {
        double => new DoubleDataFrameColumn(name, values.Select(value => (double?)value)),
        int => new Int32DataFrameColumn(name, values.Select(value => (int?)value)),
        long => new Int64DataFrameColumn(name, values.Select(value => (long?)value)),
        bool => new BooleanDataFrameColumn(name, values.Select(value => (bool?)value)),
        null when name.EndsWith("_s", StringComparison.Ordinal) => new DoubleDataFrameColumn(name, values.Select(_ => (double?)null)),
        _ => new StringDataFrameColumn(name, values.Select(value => (string?)value)),
    };

    private static void Write(object? value, IBufferWriter<byte> line)
    {
        switch (value)
        {
            case null: break;
            case bool flag: line.Write(flag ? "true"u8 : "false"u8); break;
            case IUtf8SpanFormattable number:
                number.TryFormat(line.GetSpan(LongestNumber), out var written, default, CultureInfo.InvariantCulture);
                line.Advance(written);
                break;
            default: Encoding.UTF8.GetBytes(Quoted((string)value), line); break;
        }
    }

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
