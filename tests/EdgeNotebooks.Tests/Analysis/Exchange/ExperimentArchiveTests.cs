using System.IO.Compression;
using EdgeNotebooks.Analysis.Exchange;
using EdgeNotebooks.Experiments;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Tests.Experiments;

namespace EdgeNotebooks.Tests.Analysis.Exchange;

public sealed class ExperimentArchiveTests : IDisposable
{
    private static readonly Plan s_plan = Plan.Quick with
    {
        Subjects = ["resnet_mini"],
        Operators = ["identity"],
        Deployments = ["mobile", "edge", "cloud"],
        Inputs = new() { Count = 2 },
        Protocol = new() { Restarts = 2, Runs = 3, WarmupRuns = 1 },
    };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AReplay_GivesTheSameBytes_AndAFolderThatCanBeReadAndGoneOnWith()
    {
        await Measure("out");
        await File.WriteAllTextAsync(_folder["page.html"], "<p>page</p>", TestContext.Current.CancellationToken);
        ExperimentArchive.Export(_folder["out"], _folder["a.zip"], [_folder["page.html"]]);
        var replay = ExperimentArchive.Replay(_folder["a.zip"], _folder["again"]);
        Assert.Equal(["measurements.csv", "provenance.json", "statistics.csv", "summary.json"], replay.Files.Select(file => file.Name).Order());
        Assert.True(replay.IsSame);
        Assert.Equal(await File.ReadAllBytesAsync(_folder["out/measurements.csv"], TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(_folder["again/measurements.csv"], TestContext.Current.CancellationToken));
        // Three groups make three pairs.
        Assert.Equal(1 + 3, File.ReadLines(_folder["again/statistics.csv"]).Count());
        Assert.Equal(Experiment.Open(_folder["out"]).Count, Experiment.Open(_folder["again"]).Count);
        using var archive = ZipFile.OpenRead(_folder["a.zip"]);
        Assert.Contains("pages/page.html", archive.Entries.Select(entry => entry.FullName));
        Assert.All(["plan.json", "certificate.json", "hashes.json", "journal.jsonl"], name => Assert.NotNull(archive.GetEntry(name)));
    }

    [Fact]
    public async Task TheSameFolder_GivesTheSameArchive()
    {
        await Measure("out");
        ExperimentArchive.Export(_folder["out"], _folder["a.zip"]);
        ExperimentArchive.Export(_folder["out"], _folder["b.zip"]);
        Assert.Equal(await File.ReadAllBytesAsync(_folder["a.zip"], TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(_folder["b.zip"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AChangedFile_IsNamed()
    {
        await Measure("out");
        ExperimentArchive.Export(_folder["out"], _folder["a.zip"]);
        using (var archive = ZipFile.Open(_folder["a.zip"], ZipArchiveMode.Update))
        {
            archive.GetEntry("summary.json")!.Delete();
            using var writer = new StreamWriter(archive.CreateEntry("summary.json").Open());
            writer.Write("{}");
        }

        Assert.Contains("summary.json is not what", Assert.Throws<InvalidArchiveException>(() => ExperimentArchive.Replay(_folder["a.zip"])).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder["no.zip"], "no zip");
        Assert.Contains("no zip file", Assert.Throws<InvalidArchiveException>(() => ExperimentArchive.Replay(_folder["no.zip"])).Message, StringComparison.Ordinal);
    }

    private Task<Measurements> Measure(string folder) =>
        Experiment.RunAsync(s_plan, _folder[folder], new(), new FakeMeasurer { Latency = number => 0.001 * (1 + number % 7) }, TestContext.Current.CancellationToken);
}
