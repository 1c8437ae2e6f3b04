using EdgeNotebooks.Emulation;
using EdgeNotebooks.Experiments.Measuring;

namespace EdgeNotebooks.Tests.Experiments;

public sealed class CertificateScaleTests
{
    // Mobile's quota holds for long work only; the link into cloud is too slow.
    private static readonly CertificateRow[] s_rows =
    [
        Processor("mobile", 5, 0.25, 0.9), Processor("mobile", 100, 0.25, 0.25),
        Processor("edge", 5, 0.5, 0.5), Processor("edge", 100, 0.5, 0.5),
        Link("mobile", 200, 200), Link("edge", 200, 200), Link("cloud", 1, 0.5),
    ];

    [Theory]
    [InlineData("mobile", "mobile", 0.004, false)]
    [InlineData("mobile", "mobile", 0.2, true)]
    [InlineData("edge", "mobile edge", 0.004, true)]
    [InlineData("mobile edge", "mobile edge", 0.004, false)]
    [InlineData("edge", "mobile edge cloud", 0.004, false)]
    public void OnlyLimitsThatARequestMeets_OnItsOwnScale_Count(string computing, string route, double seconds, bool holds)
    {
        var verdict = CertificateScale.VerdictOf(s_rows, computing.Split(' '), route.Split(' '), new(seconds, 100_000));
        Assert.Equal(holds, verdict == "EMULATED");
        if (!holds) Assert.StartsWith("NOT EMULATED: ", verdict, StringComparison.Ordinal);
    }

    // 22 ms lies between 5 and 100 by ratio: the square root of 500 is 22.4.
    [Fact]
    public void TheNearestSizeOfWork_IsNearestByRatio()
    {
        Assert.StartsWith("NOT", CertificateScale.VerdictOf(s_rows, ["mobile"], ["mobile"], new(0.0220, 100_000)), StringComparison.Ordinal);
        Assert.Equal("EMULATED", CertificateScale.VerdictOf(s_rows, ["mobile"], ["mobile"], new(0.0228, 100_000)));
    }

    // 10 kB at 1 Mbit/s take 80 ms, at 0.5 Mbit/s 160 ms: a request of 8 ms feels it, one that computes for 10 s does not.
    [Fact]
    public void ALinkThatMissesItsRate_CountsWhereARequestFeelsIt()
    {
        CertificateRow[] rows = [Processor("edge", 5, 0.5, 0.5), Link("cloud", 1, 0.5)];
        Assert.StartsWith("NOT EMULATED: link into cloud", CertificateScale.VerdictOf(rows, ["edge"], ["cloud"], new(0.004, 10_000)), StringComparison.Ordinal);
        Assert.Equal("EMULATED", CertificateScale.VerdictOf(rows, ["edge"], ["cloud"], new(5, 10_000)));
    }

    // The same for a seam: over edge-cloud travels what edge hands on, not the picture.
    [Theory]
    [InlineData(10_000, false)]
    [InlineData(10, true)]
    public void BehindTheFirstPart_TheSeamIsWhatALinkCarries(long seam, bool holds)
    {
        CertificateRow[] rows = [Processor("edge", 5, 0.5, 0.5), Processor("cloud", 5, 1, 1), Link("mobile", 200, 200), Link("edge", 200, 200), Link("cloud", 1, 0.5)];
        var verdict = CertificateScale.VerdictOf(rows, ["edge", "cloud"], ["mobile", "edge", "cloud"], new(0.004, 10_000, seam));
        Assert.Equal(holds, verdict == "EMULATED");
        // Where edge does it all, nothing crosses to the cloud; where the cloud does, the picture does.
        Assert.StartsWith("NOT EMULATED: link into cloud", CertificateScale.VerdictOf(rows, ["cloud"], ["mobile", "edge", "cloud"], new(0.004, 10_000, seam)), StringComparison.Ordinal);
    }

    [Fact]
    public void AMachineThatHasBecomeSlower_IsADrift()
    {
        var first = new Dictionary<string, double> { ["edge"] = 1e9, ["link into cloud"] = 2, ["mobile"] = 1 };
        Assert.Equal("", Sentinel.Drift(first, new Dictionary<string, double> { ["edge"] = 0.8e9, ["link into cloud"] = 2.1 }));
        var drift = Sentinel.Drift(first, new Dictionary<string, double> { ["edge"] = 0.5e9, ["link into cloud"] = 1.7 });
        Assert.Equal("edge is at 50 % of what it was; link into cloud is at 85 % of what it was", drift);
    }

    private static CertificateRow Processor(string tier, double milliseconds, double nominal, double measured) =>
        new(tier, $"processor time granted, work of {milliseconds} ms", "CPUs", nominal, measured, measured, measured, 10, "cgroup") { WorkSeconds = milliseconds / 1000 };

    private static CertificateRow Link(string tier, double nominal, double measured) =>
        new($"link into {tier}", "goodput of 1000 bytes", "Mbit/s", nominal, measured, measured, measured, 3, "steady, user space");
}
