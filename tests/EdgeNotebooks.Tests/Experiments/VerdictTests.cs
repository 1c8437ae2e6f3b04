using EdgeNotebooks.Experiments;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;

namespace EdgeNotebooks.Tests.Experiments;

public sealed class VerdictTests
{
    // The floors that MLPerf's loadgen states for one stream: 64 queries for p90, 662 for p99 (mlcommons/inference#1629). For the median:
    // (n + 1) / 2^n is 11/1024 for 10 and 12/2048 for 11.
    [Theory]
    [InlineData(90, 64)]
    [InlineData(99, 662)]
    [InlineData(10, 64)]
    [InlineData(50, 11)]
    public void APercentile_NeedsAsManySamplesAsLoadgenAsksFor(double percentile, int expected) => Assert.Equal(expected, SampleRule.Needed(percentile));

    [Fact]
    public void AVerdict_NamesTheRuleAndWhatIsMissing()
    {
        var rows = Enumerable.Range(0, 20).Select(i => Row(i < 10 ? 1 : 2, i, i < 10 ? 1.0 : 2.0)).ToArray();
        var summary = Of(rows, new() { Percentile = 90 });
        Assert.Equal("invalid", summary.Verdict);
        Assert.Contains(summary.Reasons, reason => reason.Contains("44 more", StringComparison.Ordinal));
        Assert.Contains(summary.Reasons, reason => reason.Contains("factor of 2.00", StringComparison.Ordinal));
        Assert.Null(summary.P90Seconds);
        var enough = Of([.. Enumerable.Range(0, 64).Select(i => Row(1 + i % 2, i, 1))], new() { Percentile = 90 });
        Assert.Equal(("valid", 1.0), (enough.Verdict, enough.P90Seconds));
        Assert.Equal("valid", Of([.. Enumerable.Range(0, 11).Select(i => Row(1, i, 1))], new()).Verdict);
    }

    [Fact]
    public void AMedianThatIsNotKnownWellEnough_IsSaid_WithWhatWasAsked()
    {
        var few = Of([.. Enumerable.Range(0, 20).Select(i => Row(1 + i % 4, i, 1))], new() { MedianWidthPct = 5, MaxRestarts = 4 });
        Assert.Contains("at least 6", Assert.Single(few.Reasons), StringComparison.Ordinal);
        // Six restarts: the 95 % interval runs from the smallest median to the largest, 1.00 to 1.10 around 1.05.
        var wide = Of([.. Enumerable.Range(0, 60).Select(i => Row(1 + i % 6, i, 1 + 0.02 * (i % 6)))], new() { MedianWidthPct = 5, MaxRestarts = 6 });
        Assert.Contains("9.5 % wide, 5 % are asked", Assert.Single(wide.Reasons), StringComparison.Ordinal);
        Assert.Empty(Of([.. Enumerable.Range(0, 60).Select(i => Row(1 + i % 6, i, 1))], new() { MedianWidthPct = 5 }).Reasons);
    }

    [Fact]
    public void Outliers_AreCounted_AndCount()
    {
        var rows = Enumerable.Range(0, 20).Select(i => Row(1, i, 1 + 0.01 * i)).Append(Row(1, 20, 50)).ToArray();
        var summary = Of(rows, new());
        Assert.Equal((1, 21), (summary.Outliers, summary.Kept));
    }

    [Fact]
    public void AnEmulationThatDoesNotHold_AndADrift_MakeARowsConfigurationInvalid()
    {
        var refused = Of([.. Enumerable.Range(0, 20).Select(i => Row(1, i, 1) with { Certificate = i == 3 ? "NOT EMULATED: edge" : "EMULATED" })], new());
        Assert.Equal("NOT EMULATED: edge", refused.Certificate);
        Assert.Contains("certificate: NOT EMULATED: edge", Assert.Single(refused.Reasons), StringComparison.Ordinal);
        SentinelEntry Drifted(int start) => new(start, "scaled 200/1 Mbit/s steady", "edge is at 60 % of what it was", new Dictionary<string, double>());
        var rows = Enumerable.Range(0, 20).Select(i => Row(1, i, 1)).ToArray();
        Assert.Contains("60 %", Assert.Single(new Verdicts(Plan.Quick, [Drifted(1)]).Of(rows).Single().Reasons), StringComparison.Ordinal);
        Assert.Empty(new Verdicts(Plan.Quick, [Drifted(2)]).Of(rows).Single().Reasons);
    }

    internal static MeasurementEntry Row(int restart, int run, double seconds) => new()
    {
        Key = new(new("resnet_mini", "identity", "edge", PlannedLinks.Study, "binary", "warm", "steady"), restart, run, "a"),
        Links = PlannedLinks.Study,
        Order = run,
        Timestamp = DateTimeOffset.UnixEpoch,
        LatencySeconds = seconds,
        Kept = true,
        Weights = "trained",
        Start = restart,
        AnswerMatches = true,
        Certificate = "EMULATED",
    };

    private static ConfigurationSummary Of(MeasurementEntry[] rows, Protocol protocol) =>
        new Verdicts(Plan.Quick with { Protocol = protocol }, []).Of(rows).Single();
}
