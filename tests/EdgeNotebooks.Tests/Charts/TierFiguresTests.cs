using EdgeNotebooks.Charts;
using EdgeNotebooks.Display;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport;

namespace EdgeNotebooks.Tests.Charts;

public class TierFiguresTests
{
    [Fact]
    public void TheBars_StandOnEachOther_AndAddUpToTheRequest()
    {
        var figure = RequestBreakdownFigure.Of(new Dictionary<string, TierReply> { ["mobile_edge"] = Reply() });
        var bars = figure.Traces.Cast<BarTrace>().ToList();
        Assert.Equal(["client", "client-mobile", "mobile", "mobile-edge", "edge"], bars.Select(bar => bar.Name));
        Assert.Equal(bars.Skip(1).Select(bar => bar.Bases[0]), bars.SkipLast(1).Select(bar => bar.Bases[0] + bar.Y[0]));
        // 1 ms to encode, 100 ms until the answer, 2 ms to decode it.
        Assert.Equal(103, bars[^1].Bases[0] + bars[^1].Y[0], 1e-9);
        Assert.Contains("\"base\":", figure.Render(DisplayFormatterSource.Plotly), StringComparison.Ordinal);
        Assert.Contains("<svg", figure.ToSvg(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.25, "Where the time went")]
    [InlineData(0.30, "Where the time went: NOT EMULATED")]
    public void AFigureOverDataWhoseEmulationDoesNotHold_SaysSoOnItself(double granted, string title)
    {
        var row = new CertificateRow("mobile", "granted", "CPUs", 0.25, granted, granted, granted, 10, "paced") { WorkSeconds = 0.005 };
        var certificate = new Certificate([row], TierProfile.Own((0.25, 1), (0.5, 1), (1, 1)), Links.Unlimited);
        Assert.Equal(title, RequestBreakdownFigure.Of(new Dictionary<string, TierReply> { ["mobile_edge"] = Reply() }, certificate).Title);
        Assert.EndsWith(granted > 0.25 ? ": NOT EMULATED" : ": EMULATED", CertificateFigure.Of(certificate).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutACertificate_TheFigureSaysThatToo() =>
        Assert.EndsWith("NOT CERTIFIED", RequestBreakdownFigure.Of(new Dictionary<string, TierReply> { ["mobile_edge"] = Reply() }).Title, StringComparison.Ordinal);

    [Fact]
    public void Deviations_AreDrawnWithTheirIntervals()
    {
        var row = new CertificateRow("link into edge", "goodput of 1000 bytes", "Mbit/s", 10, 9.9, 9.8, 10.1, 3, "steady");
        var points = Assert.IsType<PointTrace>(Assert.Single(CertificateFigure.Of(new Certificate([row], TierProfile.Scaled, Links.Unlimited)).Traces));
        Assert.Equal(-1, points.Y[0], 1e-9);
        Assert.Equal((-2, 1), (Math.Round(points.Bars[0].Low, 9), Math.Round(points.Bars[0].High, 9)));
    }

    /// <summary>40 ms of inference on mobile at a quarter of a processor: 10 ms of processor time; 20 ms at a half on edge: the same.</summary>
    private static TierReply Reply() => new()
    {
        Outputs = new Dictionary<string, Tensor>(),
        Breakdown = Breakdown.Of(0.001, 0.100,
        [
            new HopTimes("mobile", [new(HopTimes.Receive, 0.010), new("inference", 0.040), new(HopTimes.Forward, 0.035), new(HopTimes.Total, 0.085), new(HopTimes.Paced, 0.030)]),
            new HopTimes("edge", [new(HopTimes.Receive, 0.005), new("inference", 0.020), new(HopTimes.Total, 0.025)]),
        ], 0.002),
        LatencySeconds = 0.102,
        RequestBytes = 1,
        BucketLevels = new Dictionary<string, double>(),
        ThrottledSeconds = new Dictionary<string, double>(),
    };
}
