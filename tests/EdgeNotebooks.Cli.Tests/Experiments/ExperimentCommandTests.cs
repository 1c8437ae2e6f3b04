using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Experiments;

public sealed class ExperimentCommandTests : IDisposable
{
    private const string Tiny = """{ "subjects": ["resnet_mini"], "operators": ["identity", "partition"], "deployments": ["mobile", "edge", "mobile_edge"], "inputs": { "count": 10 }, "protocol": { "restarts": 4, "runs": 9 }, "accuracySamples": 0 }""";
    private const int TinyRows = 3 * 4 * 10 * 10;
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void APlan_SaysWhatItWillDo_BeforeItDoesIt()
    {
        var result = Edgenb.Run(_scratch.Folder, "experiment", "plan", "paper", "--json");
        Assert.Equal((0, ""), (result.Status, string.Join('\n', result.Errors)));
        var outline = JsonNode.Parse(result.Output)!;
        Assert.Equal((72, 43200, 72), ((int)outline["configurations"]!, (int)outline["requests"]!, (int)outline["starts"]!));
        var schema = Edgenb.Run(_scratch.Folder, "experiment", "plan", "--schema").Output;
        Assert.Contains("inputs", JsonNode.Parse(schema)!["properties"]!.AsObject().Select(entry => entry.Key));
        Assert.Equal(File.ReadAllText(Path.Combine(Edgenb.Root, "docs/plan.schema.json")), schema);
    }

    // The process is killed with SIGKILL at random moments until it has once come to its end: rows must be those of an undisturbed run.
    [Fact]
    public void KilledAtRandomMoments_ARunLosesAndRepeatsNothing()
    {
        var plan = _scratch.File("tiny.json", Tiny);
        Assert.Equal(0, Edgenb.Run(_scratch.Folder, "experiment", "run", plan, "--out", "whole", "--rehearse").Status);
        var kills = Environment.GetEnvironmentVariable("EDGENB_TEST_LONG") is { Length: > 0 } ? 50 : 6;
        var random = new Random(20261125);
        var killed = 0;
        while (killed < kills)
        {
            using var process = Process.Start(new ProcessStartInfo(Edgenb.Path, ["experiment", "run", plan, "--out", "torn", "--rehearse"])
            {
                WorkingDirectory = _scratch.Folder,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            var before = Rows("torn").Length;
            var watch = Stopwatch.StartNew();
            while (Rows("torn").Length == before && !process.HasExited && watch.Elapsed < TimeSpan.FromMinutes(1)) Thread.Sleep(2);
            Thread.Sleep(random.Next(60));
            if (process.HasExited) break;
            process.Kill();
            process.WaitForExit();
            killed++;
        }

        Assert.True(killed >= 4, $"only {killed} kills came in time");
        Assert.Equal(0, Edgenb.Run(_scratch.Folder, "experiment", "run", plan, "--out", "torn", "--rehearse").Status);
        Assert.Equal(TinyRows, Rows("whole").Length);
        Assert.Equal(Keys("whole"), Keys("torn"));
        Assert.All(Rows("torn"), row => Assert.Equal(Rows("whole")[0].Split(',').Length, row.Split(',').Length));
    }

    [Fact]
    public void Shards_Merge_AndParquetComesOut()
    {
        var plan = _scratch.File("tiny.json", Tiny);
        Assert.Equal(0, Edgenb.Run(_scratch.Folder, "experiment", "run", plan, "--out", "one", "--shard", "1/2", "--rehearse").Status);
        Assert.Equal(0, Edgenb.Run(_scratch.Folder, "experiment", "run", plan, "--out", "two", "--shard", "2/2", "--rehearse", "--parquet", "two.parquet").Status);
        Assert.Equal("PAR1", System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(_scratch.Path("two.parquet"))[..4]));
        var merged = Edgenb.Run(_scratch.Folder, "experiment", "merge", "one", "two", "--out", "both", "--json");
        Assert.Equal(TinyRows, (int)JsonNode.Parse(merged.Output)!["rows"]!);
        Assert.Equal(TinyRows, Keys("both").Distinct().Count());
        var again = Edgenb.Run(_scratch.Folder, "experiment", "merge", "one", "one", "--out", "wrong");
        Assert.Equal(2, again.Status);
        Assert.Contains("different shards", Assert.Single(again.Errors), StringComparison.Ordinal);
    }

    // Real tiers, a whole model and one in parts: each answer is that of the operator run in the command's own process.
    [Fact]
    public void ARealRun_MeasuresAnswersThatAreRight_AndGoesOnWithoutMeasuringAgain()
    {
        var plan = _scratch.File("real.json", """{ "subjects": ["resnet_mini"], "operators": ["identity", "quantize_earlyexit_partition"], "deployments": ["edge", "mobile_edge"], "inputs": { "count": 2 }, "protocol": { "restarts": 1, "runs": 2 }, "calibrationSamples": 5, "accuracySamples": 20 }""");
        var first = Edgenb.Run(Edgenb.Root, "experiment", "run", plan, "--out", _scratch.Path("real"), "--json");
        Assert.True(first.Status == 0, first.Error);
        Assert.Equal(12, (int)JsonNode.Parse(first.Output)!["rows"]!);
        var header = File.ReadLines(_scratch.Path("real/measurements.csv")).First().Split(',');
        var matches = Array.IndexOf(header, "answer_matches");
        Assert.All(Rows("real"), row => Assert.Equal("true", row.Split(',')[matches]));
        Assert.All(Rows("real"), row => Assert.Equal("trained", row.Split(',')[Array.IndexOf(header, "weights")]));
        // Written for every row wherever the system counts it; how much it is depends on the machine's neighbours.
        if (OperatingSystem.IsLinux()) Assert.All(Rows("real"), row => Assert.InRange(double.Parse(row.Split(',')[^1], CultureInfo.InvariantCulture), 0, 3600));
        Assert.Equal("steal_s", header[^1]);
        // Whether the limits hold depends on the machine and its load; that they were measured does not.
        Assert.Matches(@"^(EMULATED|""?NOT EMULATED: .+)$", Rows("real")[^1].Split(',')[Array.IndexOf(header, "certificate")]);
        var provenance = JsonNode.Parse(File.ReadAllText(_scratch.Path("real/provenance.json")))!;
        Assert.Equal((1, 2), (provenance["certificates"]!.AsArray().Count, provenance["sentinels"]!.AsArray().Count));
        var rows = Rows("real");
        Assert.Equal(0, Edgenb.Run(Edgenb.Root, "experiment", "run", plan, "--out", _scratch.Path("real")).Status);
        Assert.Equal(rows, Rows("real"));
    }

    [Fact]
    public void AnOpenLoop_WritesHowLongEachRequestWaitedToBeSent()
    {
        var plan = _scratch.File("open.json", """{ "subjects": ["resnet_mini"], "operators": ["identity"], "deployments": ["edge"], "inputs": { "count": 10 }, "protocol": { "restarts": 1, "runs": 4, "arrivalsPerSecond": 200 }, "accuracySamples": 0 }""");
        Assert.Equal(0, Edgenb.Run(_scratch.Folder, "experiment", "run", plan, "--out", "open", "--rehearse").Status);
        var wait = Array.IndexOf(File.ReadLines(_scratch.Path("open/measurements.csv")).First().Split(','), "client_wait_s");
        Assert.Equal(50, Rows("open").Length);
        Assert.All(Rows("open"), row => Assert.True(double.Parse(row.Split(',')[wait], System.Globalization.CultureInfo.InvariantCulture) >= 0, row));
    }

    [Theory]
    [InlineData("qick", "closest preset: 'quick'")]
    [InlineData("none.json", "no plan file 'none.json'")]
    public void AnUnknownPlan_IsBadInput(string name, string expected)
    {
        var result = Edgenb.Run(_scratch.Folder, "experiment", "run", name, "--out", "out", "--rehearse");
        Assert.Equal(2, result.Status);
        Assert.Contains(expected, Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderOfAnotherPlan_IsRefused()
    {
        var plan = _scratch.File("tiny.json", Tiny);
        Assert.Equal(0, Edgenb.Run(_scratch.Folder, "experiment", "run", plan, "--out", "out", "--rehearse").Status);
        var other = _scratch.File("other.json", Tiny.Replace("\"runs\": 9", "\"runs\": 8", StringComparison.Ordinal));
        var result = Edgenb.Run(_scratch.Folder, "experiment", "run", other, "--out", "out", "--rehearse");
        Assert.Equal(2, result.Status);
        Assert.Contains("\"runs\": 9", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    private string[] Rows(string folder)
    {
        var file = _scratch.Path($"{folder}/measurements.csv");
        return File.Exists(file) ? [.. File.ReadAllLines(file).Skip(1)] : [];
    }

    private string[] Keys(string folder) => [.. Rows(folder).Select(row => string.Join(',', row.Split(',').Take(11))).Order()];
}
