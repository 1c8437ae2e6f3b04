using System.Globalization;
using System.Text.Json;

namespace EdgeNotebooks.Analysis.Exchange;

/// <summary>Reads measurements that other programs wrote.</summary>
internal static class ImportFormats
{
    /// <summary>Formats by name.</summary>
    public static IReadOnlyList<string> Names { get; } = ["csv", "loadgen", "perf_analyzer"];

    /// <exception cref="InvalidTableException">The file is not of that format, or holds no single requests.</exception>
    public static IReadOnlyList<ImportedRow> Read(string path, string format) => format switch
    {
        "csv" => Csv(path),
        "loadgen" => Loadgen(path),
        _ => PerfAnalyzer(path),
    };

    /// <summary>A table with a column <c>latency_s</c>; the contract's other columns are taken over where they exist.</summary>
    private static List<ImportedRow> Csv(string path)
    {
        var table = CsvTable.Read(path);
        var latency = table.Column("latency_s");
        int At(params string[] names) => names.Select(name => Array.IndexOf(table.Header, name)).FirstOrDefault(place => place >= 0, -1);
        var (subject, @operator, deployment) = (At("subject"), At("operator"), At("deployment", "tier"));
        var (near, far, restart, run, input, kept, weights) = (At("mobile_edge_mbps"), At("edge_cloud_mbps"), At("restart"), At("run"), At("input_id"), At("kept"), At("weights"));
        var rows = new List<ImportedRow>(table.Rows);
        for (var row = 0; row < table.Rows; row++)
        {
            var seconds = table.Number(row, latency);
            if (!(seconds >= 0 && double.IsFinite(seconds)))
                throw new InvalidTableException(path, string.Create(CultureInfo.InvariantCulture, $"latency_s is {seconds}; a latency is a number of seconds from 0 on"), row + 1, column: "latency_s");
            rows.Add(new(seconds, Text(input) ?? string.Create(CultureInfo.InvariantCulture, $"row-{row + 1}"))
            {
                Subject = Text(subject),
                Operator = Text(@operator),
                Deployment = Text(deployment),
                MobileEdgeMbps = Number(near) ?? 0,
                EdgeCloudMbps = Number(far) ?? 0,
                Restart = (int)(Number(restart) ?? 1),
                Run = (int)(Number(run) ?? 1),
                Kept = Text(kept) is not ("false" or "False" or "0"),
                Weights = Text(weights) ?? "unknown",
            });
            string? Text(int column) => column < 0 ? null : table.Text(row, column);
            double? Number(int column) => column < 0 ? null : table.OptionalNumber(row, column);
        }

        return rows;
    }

    /// <summary>
    /// <c>mlperf_log_trace.json</c>: the events <c>Sample</c>, whose <c>complete_ns</c> counts from the moment at which the query was due.
    /// A trace of a killed run lacks its end, and is read as far as it goes.
    /// </summary>
    private static List<ImportedRow> Loadgen(string path)
    {
        var rows = new List<ImportedRow>();
        foreach (var line in File.ReadLines(path).Where(line => line.Contains("\"Sample\"", StringComparison.Ordinal)))
        {
            using var json = Parse(path, line.TrimEnd().TrimEnd(','));
            if (!json.RootElement.TryGetProperty("args", out var args) || !args.TryGetProperty("complete_ns", out var complete)) continue;
            rows.Add(new(complete.GetDouble() / 1e9, args.TryGetProperty("sample_idx", out var index) ? $"sample-{index}" : $"sample-{rows.Count + 1}"));
        }

        return rows.Count > 0 ? rows : throw new InvalidTableException(path,
            "it has no event 'Sample' with 'complete_ns'; name mlperf_log_trace.json of a run with enable_trace (the summary and detail logs hold no single latencies)");
    }

    /// <summary>The file of <c>--profile-export-file</c>: from the moment of sending to the last response, in nanoseconds.</summary>
    private static List<ImportedRow> PerfAnalyzer(string path)
    {
        using var json = Parse(path, File.ReadAllText(path));
        var rows = new List<ImportedRow>();
        if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("experiments", out var experiments))
        {
            var restart = 0;
            foreach (var experiment in experiments.EnumerateArray())
            {
                restart++;
                foreach (var request in experiment.GetProperty("requests").EnumerateArray())
                {
                    if (request.GetProperty("response_timestamps").EnumerateArray().Select(one => one.GetInt64()).DefaultIfEmpty(-1).Max() is >= 0 and var last)
                        rows.Add(new((last - request.GetProperty("timestamp").GetInt64()) / 1e9, string.Create(CultureInfo.InvariantCulture, $"request-{rows.Count + 1}")) { Restart = restart });
                }
            }
        }

        return rows.Count > 0 ? rows : throw new InvalidTableException(path, "it holds no request with 'response_timestamps'; name the file that perf_analyzer wrote with --profile-export-file (its CSV holds no single latencies)");
    }

    private static JsonDocument Parse(string path, string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new InvalidTableException(path, $"it is no JSON that can be read ({e.Message}); name the file as the program wrote it");
        }
    }
}
