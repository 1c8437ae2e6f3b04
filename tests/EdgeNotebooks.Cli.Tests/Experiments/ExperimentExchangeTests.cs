using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Experiments;

public sealed class ExperimentExchangeTests : IDisposable
{
    private const string Tiny = """{ "subjects": ["resnet_mini"], "operators": ["identity"], "deployments": ["mobile", "edge", "cloud"], "inputs": { "count": 4 }, "protocol": { "restarts": 2, "runs": 3 }, "accuracySamples": 0 }""";
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void AnArchive_IsReplayedToTheSameBytes()
    {
        Run("experiment", "run", _scratch.File("tiny.json", Tiny), "--out", "one", "--rehearse");
        _scratch.File("pages/01.html", "<p>executed</p>");
        Run("experiment", "export", "one", "--out", "one.zip", "--pages", "pages");
        var replay = JsonNode.Parse(Run("experiment", "replay", "one.zip", "--out", "again", "--json"))!;
        Assert.All(replay["files"]!.AsArray(), file => Assert.True((bool)file!["same"]!, file.ToJsonString()));
        Assert.Equal(File.ReadAllBytes(_scratch.Path("one/measurements.csv")), File.ReadAllBytes(_scratch.Path("again/measurements.csv")));
        File.WriteAllBytes(_scratch.Path("cut.zip"), File.ReadAllBytes(_scratch.Path("one.zip"))[..400]);
        var cut = Edgenb.Run(_scratch.Folder, "experiment", "replay", "cut.zip");
        Assert.Equal(2, cut.Status);
        Assert.Contains("no zip file that can be read", Assert.Single(cut.Errors), StringComparison.Ordinal);
    }

    // Expected values: of the kept 12 rows per deployment the same numbers as in measurements.csv, sorted and read off here.
    [Fact]
    public void ATable_IsSummarisedWithoutLoadingIt()
    {
        Run("experiment", "run", _scratch.File("tiny.json", Tiny), "--out", "one", "--rehearse");
        Run("experiment", "table", "one", "--out", "one.parquet");
        var summary = JsonNode.Parse(Run("experiment", "summary", "one.parquet", "--by", "deployment", "--json"))!.AsArray();
        var header = File.ReadLines(_scratch.Path("one/measurements.csv")).First().Split(',');
        var rows = File.ReadLines(_scratch.Path("one/measurements.csv")).Skip(1).Select(line => header.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second)).Where(row => row["kept"] == "true");
        foreach (var group in rows.GroupBy(row => row["deployment"]))
        {
            var sorted = group.Select(row => double.Parse(row["latency_s"], System.Globalization.CultureInfo.InvariantCulture)).Order().ToArray();
            var row = summary.Single(one => one!["deployment"]!.ToString() == group.Key)!;
            Assert.Equal(24, (int)row["n"]!);
            Assert.Equal(sorted[0], (double)row["min_s"]!);
            Assert.Equal((sorted[11] + sorted[12]) / 2, (double)row["median_s"]!, 1e-12);
            Assert.Equal(sorted[^1], (double)row["max_s"]!);
        }

        var unknown = Edgenb.Run(_scratch.Folder, "experiment", "summary", "one.parquet", "--by", "deploiment");
        Assert.Equal((2, true), (unknown.Status, Assert.Single(unknown.Errors).Contains("closest: 'deployment'", StringComparison.Ordinal)));
        Assert.Equal(2, Edgenb.Run(_scratch.Folder, "experiment", "summary", "one/measurements.csv").Status);
    }

    [Fact]
    public void ACsvFile_ComesIn_AndIsReadLikeAnyOther()
    {
        _scratch.File("old.csv", "subject,operator,deployment,latency_s\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"mine,identity,edge,{(i + 1) / 100.0:0.00}\n")));
        var imported = JsonNode.Parse(Run("experiment", "import", "old.csv", "--out", "old", "--json"))!;
        Assert.Equal((20, 0.105), ((int)imported["rows"]!, Math.Round((double)imported["configurations"]![0]!["medianSeconds"]!, 12)));
        Run("experiment", "export", "old", "--out", "old.zip");
        Run("experiment", "replay", "old.zip");
        var missing = Edgenb.Run(_scratch.Folder, "experiment", "import", "none.csv", "--out", "x");
        Assert.Equal((2, true), (missing.Status, Assert.Single(missing.Errors).Contains("none.csv", StringComparison.Ordinal)));
    }

    private string Run(params string[] arguments)
    {
        var result = Edgenb.Run(_scratch.Folder, arguments);
        Assert.True(result.Status == 0, result.Error);
        return result.Output;
    }
}
