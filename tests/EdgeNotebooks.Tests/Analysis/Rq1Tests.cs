using EdgeNotebooks.Analysis;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Analysis;

public class Rq1Tests
{
    // PAPER.md, section 8, item 4: fcn is fastest on the cloud (3.8 s, 3.77 in latency_summary.csv, vs 12.3 edge, 27.4 mobile); edge beats the others for large inputs.
    [Fact]
    public void TheStudysAnswer_IsComputed()
    {
        var answer = Rq1.Of(Study.Open(PaperFolder.Committed));
        Assert.Equal(["edge", "edge", "cloud", "edge"], new[] { "resnet", "resnext", "fcn", "duc" }.Select(subject => answer.Fastest(subject).Deployment));
        var fcn = answer.Conclusions.Single(sentence => sentence.StartsWith("fcn:", StringComparison.Ordinal));
        Assert.StartsWith("fcn: cloud is fastest (median 3.77 s)", fcn, StringComparison.Ordinal);
        Assert.Contains("than edge (12.29 s", fcn, StringComparison.Ordinal);
        Assert.Contains("than mobile (27.39 s", fcn, StringComparison.Ordinal);
        Assert.Contains("edge is fastest for resnet, resnext, duc; cloud is fastest for fcn", answer.Conclusions[^1], StringComparison.Ordinal);
        Assert.Contains("12 of 12 pairs differ", answer.Conclusions[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void OtherMeasurements_GetOtherSentences()
    {
        var latencies = new Latencies([Group("mobile", 1, 2, 3), Group("edge", 2, 3, 4)], "two tiers");
        var answer = Rq1.Of(latencies);
        Assert.StartsWith("mini: mobile is fastest (median 2.00 s), 1.50x faster than edge (3.00 s; not significant, p = ", answer.Conclusions[0], StringComparison.Ordinal);
        Assert.Contains("mini: not measured: cloud:identity; compared without", answer.Comparison.Warnings);
    }

    [Fact]
    public void OneTierAlone_CannotBeCompared() =>
        Assert.Contains("needs two of", Assert.Throws<ArgumentException>(() => Rq1.Of(new Latencies([Group("edge", 1, 2)], "one tier"))).Message, StringComparison.Ordinal);

    private static LatencyGroup Group(string tier, params double[] seconds) => new(new("mini", "identity", tier), new Sample($"{tier}:identity", seconds));
}
