using EdgeNotebooks.Analysis;
using EdgeNotebooks.Charts;
using EdgeNotebooks.Experiments;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Tests.Experiments;

namespace EdgeNotebooks.Tests.Analysis;

/// <summary>What was measured here says how it came about, and whether the emulation held, wherever it is shown.</summary>
public sealed class MeasuredDisplayTests : IDisposable
{
    private static readonly Plan s_plan = Plan.Quick with
    {
        Subjects = ["resnet_mini"],
        Operators = ["identity", "quantize"],
        Deployments = ["mobile", "edge", "cloud"],
        Links = PlannedLinks.Grid("1 200"),
        Inputs = new() { Count = 2 },
    };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("EMULATED", false)]
    [InlineData("NOT EMULATED: mobile processor time granted, work of 5 ms", true)]
    public async Task ChartsAndTables_SayTheirSource_AndWhatIsDoubtful(string verdict, bool isDoubtful)
    {
        var random = new Random(7);
        var measured = await Experiment.RunAsync(s_plan, _folder["out"], new(), new FakeMeasurer { Verdict = verdict, Latency = _ => 0.01 + 0.001 * random.NextDouble() }, TestContext.Current.CancellationToken);
        var latencies = measured.Latencies(mobileEdgeMbps: 200, edgeCloudMbps: 1);
        var grid = measured.NetworkSummary();
        Figure[] figures = [LetterFigure.Of(latencies, ComparisonFamily.IdentityAcrossTiers), RatioFigure.ToIdentity(latencies), WinnerMap.Of(grid, "identity")];
        Assert.All(figures, figure => Assert.Equal(isDoubtful, figure.Title.StartsWith("NOT EMULATED", StringComparison.Ordinal)));
        string[] pages =
        [
            .. figures.Select(figure => figure.Render("text/html")), Answer.Of(latencies, ComparisonFamily.IdentityAcrossTiers, PAdjustment.Holm).Render("text/html"),
            BandwidthAnswer.Of(grid).Render("text/html"), measured.Render("text/html"), measured.Accuracies.Render("text/html"), measured.Links.Render("text/html"), measured.Certificates.Render("text/html"),
        ];
        Assert.All(pages, page =>
        {
            Assert.Contains("measured here: plan quick", page, StringComparison.Ordinal);
            Assert.Contains("<details class=\"edgenb-provenance\">", page, StringComparison.Ordinal);
            Assert.Contains("planHashes", page, StringComparison.Ordinal);
        });
    }

    // Fair: 2 restarts x 10 inputs, whatever the number of runs; quick: every row.
    [Fact]
    public async Task UnderFair_TestsGetMediansPerRestartAndInput()
    {
        var fair = Plan.Fair with { Subjects = ["resnet_mini"], Operators = ["identity"], Deployments = ["edge"], Protocol = Plan.Fair.Protocol with { Restarts = 2, Runs = 3, MedianWidthPct = null } };
        var measured = await Experiment.RunAsync(fair, _folder["fair"], new(), new FakeMeasurer(), TestContext.Current.CancellationToken);
        Assert.Equal((60, 20), (measured.Latencies()[0].Seconds.Count, measured.Replicates()[0].Seconds.Count));
        // The fake's latencies count up request by request: the median of three runs over ten inputs is the second run's, ten later.
        Assert.Equal(measured.Latencies()[0].Seconds.AsList().Skip(10).Take(10), measured.Replicates()[0].Seconds.AsList().Take(10));
        var quick = await Experiment.RunAsync(s_plan with { Links = [PlannedLinks.Study] }, _folder["quick"], new(), new FakeMeasurer(), TestContext.Current.CancellationToken);
        Assert.Equal(quick.Latencies()[0].Seconds.Count, quick.Replicates()[0].Seconds.Count);
    }

    // Mobile and edge do not reach the cloud: each is measured once per rate of the first link, cloud at all four pairs.
    [Fact]
    public async Task AGridOfRates_BecomesCells()
    {
        var measured = await Experiment.RunAsync(s_plan with { Operators = ["identity"] }, _folder["grid"], new(), new FakeMeasurer(), TestContext.Current.CancellationToken);
        var cells = measured.NetworkCells();
        Assert.Equal([("cloud", 4), ("edge", 2), ("mobile", 2)], cells.GroupBy(cell => cell.Configuration.Deployment).Select(group => (group.Key, group.Count())).Order());
        Assert.All(cells, cell => Assert.Equal(cell.Configuration.Deployment == "cloud", cell.EdgeCloudMbps is not null));
        // 3 restarts, 2 runs that count, 2 inputs.
        Assert.All(cells, cell => Assert.Equal(12, cell.Seconds.Count));
    }
}
