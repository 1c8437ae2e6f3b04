using EdgeNotebooks.Experiments;
using EdgeNotebooks.Experiments.Measuring;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;
using EdgeNotebooks.Inference;

namespace EdgeNotebooks.Tests.Experiments;

public sealed class RunnerTests : IDisposable
{
    private static readonly Plan s_plan = Plan.Quick with
    {
        Subjects = ["resnet_mini"],
        Operators = ["identity", "partition"],
        Deployments = ["edge", "mobile_edge"],
        Inputs = new() { Count = 2 },
        Protocol = new() { Restarts = 2, Runs = 2, WarmupRuns = 1 },
    };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryRow_IsMeasuredOnce_WithTheContractsColumns()
    {
        var measured = await Run(new FakeMeasurer());
        var lines = await File.ReadAllLinesAsync(_folder["out/measurements.csv"], TestContext.Current.CancellationToken);
        Assert.StartsWith("subject,operator,deployment,mobile_edge_mbps,edge_cloud_mbps,encoding,session,shaper,restart,run,input_id,order,timestamp,latency_s,kept,weights,", lines[0], StringComparison.Ordinal);
        Assert.Equal(2 * 2 * 3 * 2, lines.Length - 1);
        Assert.Equal(lines.Length - 1, lines.Skip(1).Select(line => string.Join(',', line.Split(',').Take(11))).Distinct().Count());
        // The fake's factor is 2, so the study's 200 and 1 Mbit/s become 400 and 2.
        Assert.All(lines.Skip(1), line => Assert.Equal(["400", "2"], line.Split(',')[3..5]));
        Assert.Equal(8, lines.Count(line => line.Contains(",false,trained,", StringComparison.Ordinal)));
        Assert.Equal(Enumerable.Range(0, 24).Select(i => $"{i}"), lines.Skip(1).Select(line => line.Split(',')[11]));
        Assert.Equal(24, measured.ToDataFrame().Rows.Count);
        Assert.Equal(lines[0], string.Join(',', measured.ToDataFrame().Columns.Select(column => column.Name)));
        Assert.Equal(await File.ReadAllBytesAsync(_folder["out/measurements.csv"], TestContext.Current.CancellationToken), MeasurementFile.Content(Journal.Read(_folder["out"]).OfType<MeasurementEntry>()));
    }

    [Fact]
    public async Task TiersAreStartedOncePerBlock_OrBeforeEachConfiguration()
    {
        var blocks = new FakeMeasurer();
        await Run(blocks);
        Assert.Equal(2, blocks.Calls.Count(call => call.StartsWith("start", StringComparison.Ordinal)));
        Assert.Single(blocks.Calls, "accuracy resnet_mini identity");
        var each = new FakeMeasurer();
        await Run(each, s_plan with { Protocol = s_plan.Protocol with { RestartBefore = "configuration" } }, "each");
        Assert.Equal(4, each.Calls.Count(call => call.StartsWith("start", StringComparison.Ordinal)));
    }

    // One warm-up row comes first, so that a user sees that it works; every row that counts follows the certificate.
    [Fact]
    public async Task TheCertificate_IsTakenBeforeEveryRowThatCounts()
    {
        var measurer = new FakeMeasurer();
        var measured = await Run(measurer);
        Assert.Equal("certify after 1", measurer.Calls.First(call => call.StartsWith("certify", StringComparison.Ordinal)));
        Assert.Equal("pending", Assert.Single(measured.Rows, row => row.Certificate != "EMULATED").Certificate);
        Assert.False(measured.Rows.Single(row => row.Certificate == "pending").Kept);
        var none = await Run(new FakeMeasurer(), s_plan with { Protocol = s_plan.Protocol with { WarmupRuns = 0 } }, "none");
        Assert.All(none.Rows, row => Assert.Equal("EMULATED", row.Certificate));
    }

    // The system's clock was set back by an hour between two starts: timestamps still follow the order of the rows.
    [Fact]
    public async Task AClockThatJumpsBack_DoesNotTurnTheOrder()
    {
        await Run(new FakeMeasurer(), s_plan with { Deployments = ["edge"], Operators = ["identity"] });
        var journal = Journal.Read(_folder["out"]);
        File.Delete(_folder["out/journal.jsonl"]);
        using (var later = Journal.Open(_folder["out"]))
            foreach (var entry in journal) later.Add(entry is MeasurementEntry row ? row with { Timestamp = row.Timestamp.AddHours(1) } : entry);
        var measured = await Run(new FakeMeasurer(), s_plan with { Deployments = ["edge", "mobile"], Operators = ["identity"] });
        Assert.Equal(24, measured.Count);
        Assert.Equal(measured.Rows.Select(row => row.Timestamp).Order(), measured.Rows.Select(row => row.Timestamp));
    }

    [Fact]
    public async Task AFinishedPlan_IsNotTouchedAgain()
    {
        await Run(new FakeMeasurer());
        var bytes = await File.ReadAllBytesAsync(_folder["out/journal.jsonl"], TestContext.Current.CancellationToken);
        var again = new FakeMeasurer();
        Assert.Equal(24, (await Run(again)).Count);
        Assert.Empty(again.Calls);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder["out/journal.jsonl"], TestContext.Current.CancellationToken));
    }

    /// <summary>Integer kernels of another processor may round otherwise, so its accuracies are measured again here and both are kept.</summary>
    [Fact]
    public async Task AnAccuracyOfAnotherProcessor_IsNotTakenForThisOnes()
    {
        await Run(new FakeMeasurer());
        var here = Int8Instructions.Here.Key;
        var moved = Journal.Read(_folder["out"]).Select(entry => entry is AccuracyEntry accuracy ? accuracy with { Instructions = "of-another" } : entry);
        await File.WriteAllBytesAsync(_folder["out/journal.jsonl"], [.. moved.ToArray().SelectMany(JournalLine.Write)], TestContext.Current.CancellationToken);
        var again = new FakeMeasurer();
        var measured = await Run(again);
        Assert.Equal(["accuracy resnet_mini identity"], again.Calls);
        Assert.Equal(["of-another", here], measured.AccuracyTable()["instructions"].Cast<string>());
    }

    [Fact]
    public async Task AStoppedRun_GoesOn_AndMeasuresOnlyWhatIsMissing()
    {
        using var stop = new CancellationTokenSource();
        var first = new FakeMeasurer { Before = (number, _) => { if (number == 8) stop.Cancel(); } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Experiment.RunAsync(s_plan, _folder["out"], new(), first, stop.Token));
        Assert.Equal(8, Experiment.Open(_folder["out"]).Count);
        var second = new FakeMeasurer();
        Assert.Equal(24, (await Run(second)).Count);
        Assert.Equal(16, second.Requests);
    }

    [Fact]
    public async Task AFailedRequest_IsTriedAgainWithTiersStartedAnew_ThenSaidSo()
    {
        var failing = 0;
        var first = await Experiment.RunAsync(s_plan, _folder["once"], new(), new FakeMeasurer { Before = (number, _) => { if (number == 3 && failing++ == 0) throw new RequestFailedException("gone"); } }, TestContext.Current.CancellationToken);
        Assert.Equal((24, 0), (first.Count, first.Failures.Count));
        var never = await Run(new FakeMeasurer { Before = (_, setup) => { if (setup.Operator == "partition") throw new RequestFailedException("gone"); } });
        Assert.Equal(12, never.Count);
        Assert.Equal(2, never.Failures.Count);
        Assert.Contains("mobile_edge:partition", never.Failures[0], StringComparison.Ordinal);
        var mended = await Run(new FakeMeasurer());
        Assert.Equal((24, 0), (mended.Count, mended.Failures.Count));
    }

    [Fact]
    public async Task AnotherPlan_AnotherModel_OrARehearsal_IsNotMixed()
    {
        await Run(new FakeMeasurer());
        var seed = await Refused(s_plan with { Seed = 2 });
        Assert.Contains("\"seed\": 1", seed.Message, StringComparison.Ordinal);
        Assert.Contains("\"seed\": 2", seed.Message, StringComparison.Ordinal);
        Assert.Equal(seed.Message, (await Refused(s_plan with { Seed = 2, Operators = ["identity"], Deployments = ["edge"] })).Message);
        await Refused(s_plan with { Operators = ["identity"], Deployments = ["edge"] }, new() { SharedFolder = false });
        await Refused(s_plan, new() { Rehearsal = true });
        var model = await Assert.ThrowsAsync<InvalidPlanException>(() => Run(new FakeMeasurer { Sha = new('b', 64) }, s_plan with { Deployments = ["mobile", "mobile_edge"] }));
        Assert.Contains("has changed", model.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlansThatDifferInTheirSetsAlone_ShareAFolder_AndMeasureNothingTwice()
    {
        await Run(new FakeMeasurer());
        var more = new FakeMeasurer();
        var both = await Run(more, s_plan with { Deployments = ["edge", "cloud", "mobile_edge"] });
        Assert.Equal((12, 36), (more.Requests, both.Count));
        Assert.Equal(12, (await Run(new FakeMeasurer(), s_plan with { Operators = ["identity"], Deployments = ["edge"] })).Count);
    }

    // Notebooks say "" for no folder of pictures, presets nothing. A key in the journal may be of a version that told them apart.
    [Fact]
    public async Task AFolder_GoesOn_UnderAnotherSpellingOfItsPlan()
    {
        await Run(new FakeMeasurer());
        var old = Journal.Read(_folder["out"]).Select(entry => entry is HeaderEntry header ? header with { Conditions = "of another version" } : entry);
        await File.WriteAllBytesAsync(_folder["out/journal.jsonl"], [.. old.ToArray().SelectMany(JournalLine.Write)], TestContext.Current.CancellationToken);
        var (again, more) = (new FakeMeasurer(), new FakeMeasurer());
        await Run(again, s_plan with { Inputs = s_plan.Inputs with { Folder = "" } });
        Assert.Empty(again.Calls);
        await Run(more, s_plan with { Inputs = s_plan.Inputs with { Folder = "" }, Deployments = ["edge", "cloud", "mobile_edge"] });
        Assert.Equal(12, more.Requests);
        await Refused(s_plan with { Inputs = s_plan.Inputs with { Folder = "pictures" } });
    }

    // Latencies 1, 2, 3, ... spread far over restarts, constant ones do not: 6 restarts give a 95 % interval of the median, and no fewer.
    [Fact]
    public async Task AnAdaptivePlan_StopsWhenTheMedianIsKnown_OrItsBudgetIsSpent()
    {
        var plan = s_plan with { Operators = ["identity"], Deployments = ["edge"], Protocol = new() { Restarts = 2, Runs = 1, WarmupRuns = 0, MedianWidthPct = 5, MaxRestarts = 9 } };
        Assert.Equal(6, (await Run(new FakeMeasurer { Latency = _ => 1 }, plan, "calm")).Summaries.Single().Restarts);
        Assert.Equal(9, (await Run(new FakeMeasurer(), plan, "wild")).Summaries.Single().Restarts);
    }

    [Fact]
    public async Task Shards_Merge_ToTheRowsOfTheWhole()
    {
        await Run(new FakeMeasurer());
        foreach (var i in new[] { 1, 2 }) await Experiment.RunAsync(s_plan, _folder[$"s{i}"], new() { Shard = $"{i}/2" }, new FakeMeasurer(), TestContext.Current.CancellationToken);
        var merged = Merging.Merge([_folder["s1"], _folder["s2"]], _folder["merged"]);
        Assert.Equal(Keys("out"), Keys("merged"));
        Assert.Equal(24, merged.Count);
        Assert.Contains("both hold", Assert.Throws<InvalidPlanException>(() => Merging.Merge([_folder["s1"], _folder["s1"]], _folder["m2"])).Message, StringComparison.Ordinal);
        await Experiment.RunAsync(s_plan, _folder["b"], new() { Shard = "2/2" }, new FakeMeasurer { Sha = new('b', 64) }, TestContext.Current.CancellationToken);
        Assert.Contains("different models", Assert.Throws<InvalidPlanException>(() => Merging.Merge([_folder["s1"], _folder["b"]], _folder["m3"])).Message, StringComparison.Ordinal);
        await Experiment.RunAsync(s_plan with { Seed = 5 }, _folder["c"], new() { Shard = "2/2" }, new FakeMeasurer(), TestContext.Current.CancellationToken);
        Assert.Contains("different plans", Assert.Throws<InvalidPlanException>(() => Merging.Merge([_folder["s1"], _folder["c"]], _folder["m4"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoRunners_AreNotInOneFolder()
    {
        using var first = FolderLock.Take(_folder["out"]);
        var error = Assert.Throws<JournalException>(() => FolderLock.Take(_folder["out"]));
        Assert.Contains("another runner", error.Message, StringComparison.Ordinal);
    }

    private Task<Measurements> Run(IMeasurer measurer, Plan? plan = null, string folder = "out") =>
        Experiment.RunAsync(plan ?? s_plan, _folder[folder], new(), measurer, TestContext.Current.CancellationToken);

    private Task<InvalidPlanException> Refused(Plan plan, ExperimentOptions? options = null) => Assert.ThrowsAsync<InvalidPlanException>(() =>
        Experiment.RunAsync(plan, _folder["out"], options ?? new(), new FakeMeasurer(), TestContext.Current.CancellationToken));

    private string[] Keys(string folder) => [.. File.ReadAllLines(_folder[$"{folder}/measurements.csv"]).Skip(1).Select(line => string.Join(',', line.Split(',').Take(11))).Order()];
}
