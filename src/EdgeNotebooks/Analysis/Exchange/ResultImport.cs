using System.Globalization;
using EdgeNotebooks.Experiments;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Analysis.Exchange;

/// <summary>What a file of another program does not say about its measurements.</summary>
public sealed record ImportOptions
{
    /// <summary><c>csv</c>, <c>loadgen</c> or <c>perf_analyzer</c>.</summary>
    public string Format { get; init; } = "csv";

    /// <summary>The model; needed where the file has no column of it. Any name.</summary>
    public string? Subject { get; init; }

    /// <summary>What was done to it; default <c>identity</c>.</summary>
    public string? Operator { get; init; }

    /// <summary>Where it ran; needed where the file has no column of it. Any name.</summary>
    public string? Deployment { get; init; }
}

/// <summary>Measurements of other programs as a folder of an experiment, so that everything that reads one reads them too.</summary>
public static class ResultImport
{
    private const string Word = "imported";

    /// <summary>Reads a file into a new folder. Every row says that it was imported; rates that are not known are 0.</summary>
    /// <param name="path">The file.</param>
    /// <param name="folder">A folder without measurements; made if it is not there.</param>
    /// <param name="options">What the file does not say.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidTableException">It is not of that format, or has no usable row.</exception>
    /// <exception cref="InvalidPlanException">The format is unknown, subject or deployment is not told, a row comes twice, or the folder holds something.</exception>
    public static Measurements Import(string path, string folder, ImportOptions? options = null)
    {
        options ??= new();
        if (!ImportFormats.Names.Contains(options.Format))
            throw new InvalidPlanException($"format '{options.Format}' is unknown; closest: '{NearestName.Among(options.Format, ImportFormats.Names, 1)[0]}' ({string.Join(", ", ImportFormats.Names)})");
        if (!File.Exists(path)) throw new FileNotFoundException($"no such file: {path}", path);
        if (File.Exists(Path.Combine(folder, Journal.FileName))) throw new InvalidPlanException($"folder '{folder}' holds a journal already; import into a new folder");
        var rows = ImportFormats.Read(path, options.Format);
        if (rows.Count == 0) throw new InvalidTableException(path, "it has a header but no row");
        var entries = Entries(path, rows, options);
        var plan = PlanOf(entries);
        using (var recorder = Recorder.Open(folder, plan, Shard.Whole, rehearsal: false, shared: false))
        {
            foreach (var subject in plan.Subjects) recorder.Add(new SubjectEntry(subject, Word, "unknown", 1, Word));
            recorder.Add(new StartEntry(1, new(File.GetLastWriteTimeUtc(path), TimeSpan.Zero), Word, Word, new Dictionary<string, string> { ["imported_from"] = Path.GetFileName(path), ["format"] = options.Format }));
            foreach (var entry in entries) recorder.Add(entry);
            ProvenanceFile.Write(folder, recorder.Entries);
        }

        return Experiment.Open(folder);
    }

    private static MeasurementEntry[] Entries(string path, IReadOnlyList<ImportedRow> rows, ImportOptions options)
    {
        var at = new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero);
        var seen = new Dictionary<MeasurementKey, int>();
        return [.. rows.Select((row, i) =>
        {
            var links = new PlannedLinks(row.MobileEdgeMbps, row.EdgeCloudMbps);
            var setup = new Setup(row.Subject ?? options.Subject ?? throw Missing(path, "subject"), row.Operator ?? options.Operator ?? OperatorChain.Identity,
                row.Deployment ?? options.Deployment ?? throw Missing(path, "deployment"), links, "unknown", "unknown", "unknown");
            var key = new MeasurementKey(setup, row.Restart, row.Run, row.InputId);
            // Programs that send one input again and again do not number the repeats: the next free run is one.
            while (!seen.TryAdd(key, i)) key = key with { Run = key.Run + 1 };
            return new MeasurementEntry
            {
                Key = key,
                Links = links,
                Order = i,
                Timestamp = at,
                LatencySeconds = row.LatencySeconds,
                Kept = row.Kept,
                Weights = row.Weights,
                Start = 1,
                Certificate = Word,
                Mechanism = Word,
            };
        })];
    }

    private static Plan PlanOf(MeasurementEntry[] rows) => new()
    {
        Name = Word,
        Subjects = [.. rows.Select(row => row.Key.Setup.Subject).Distinct()],
        Operators = [.. rows.Select(row => row.Key.Setup.Operator).Distinct()],
        Deployments = [.. rows.Select(row => row.Key.Setup.Deployment).Distinct()],
        Links = [.. rows.Select(row => row.Links).Distinct()],
        LinkScale = "nominal",
        Encodings = ["unknown"],
        Sessions = ["unknown"],
        Shapers = ["unknown"],
        Tiers = Word,
        Protocol = new() { Restarts = rows.Max(row => row.Key.Restart), Runs = rows.Max(row => row.Key.Run), WarmupRuns = 0 },
        AccuracySamples = 0,
    };

    private static InvalidPlanException Missing(string path, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{path}' does not say which {what} was measured; name it with --{what}"));
}
