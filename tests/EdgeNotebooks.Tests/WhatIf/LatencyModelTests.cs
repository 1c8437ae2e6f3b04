using EdgeNotebooks.Analysis;
using EdgeNotebooks.WhatIf;

namespace EdgeNotebooks.Tests.WhatIf;

public class LatencyModelTests
{
    private static readonly LatencyParameters s_split = new(ComputeSeconds: 3, PictureMbit: 80, SeamMbit: 8, BurstSeconds: 1);

    [Theory]
    // By hand: compute 3 s; 80 Mbit at 10 Mbit/s is 8 s, 8 Mbit 0.8 s; at 2 Mbit/s 40 s and 4 s; with a burst one second less each, never under 0.
    [InlineData("mobile", 3 + 8)]
    [InlineData("edge", 3 + 2 * 8)]
    [InlineData("cloud", 3 + 2 * 8 + 40)]
    [InlineData("mobile_edge", 3 + 8 + 0.8)]
    [InlineData("edge_cloud", 3 + 2 * 8 + 4)]
    [InlineData("mobile_cloud", 3 + 8 + 0.8 + 4)]
    public void OnSteadyLinks_HopsAddUp(string deployment, double seconds) =>
        Assert.Equal(seconds, LatencyModel.Seconds(s_split, Route.Of(deployment), 0.5, new(10, 2) { Links = LinkBehaviour.Steady }), 1e-12);

    [Theory]
    [InlineData("mobile", 3 + 7)]
    [InlineData("edge", 3 + 2 * 7)]
    [InlineData("cloud", 3 + 2 * 7 + 39)]
    [InlineData("mobile_edge", 3 + 7)]
    [InlineData("edge_cloud", 3 + 2 * 7 + 3)]
    [InlineData("mobile_cloud", 3 + 7 + 3)]
    public void OnPaperBurstLinks_TheFirstSecondIsFree(string deployment, double seconds) =>
        Assert.Equal(seconds, LatencyModel.Seconds(s_split, Route.Of(deployment), 0.5, new(10, 2)), 1e-12);

    [Fact]
    public void ABucket_RegainsOnlyWhatTheRequestsDurationGives() =>
        // 8 Mbit at 10 Mbit/s fit the burst, but every 0.8 s only once.
        Assert.Equal(0.8, LatencyModel.Seconds(new(0.1, 8, 0, 1), Route.Of("cloud"), 1, new(10, 200)), 1e-12);

    [Fact]
    public void Limits_EqualTheClosedForm()
    {
        var free = new Conditions(double.PositiveInfinity, double.PositiveInfinity);
        foreach (var deployment in StudyOrder.Deployments.Take(6))
            foreach (var links in Enum.GetValues<LinkBehaviour>())
                Assert.Equal(3, LatencyModel.Seconds(s_split, Route.Of(deployment), 0.5, free with { Links = links }), 1e-12);
        Assert.Equal(LatencyModel.Seconds(s_split, Route.Of("mobile"), 0.5, new(10, 2)), LatencyModel.Seconds(s_split with { SeamMbit = 0 }, Route.Of("mobile_cloud"), 0.5, new(10, 2)), 1e-12);
        // Half of 3 s on a tier twice as fast: 1.5/2 + 1.5.
        Assert.Equal(2.25, LatencyModel.Seconds(s_split, Route.Of("mobile_cloud"), 0.5, free with { MobileSpeed = 2 }), 1e-12);
    }

    [Fact]
    public void MoreOfAnything_IsNeverSlower_AndTheStepsAddUp()
    {
        var random = new Random(7);
        double Draw(double low, double high) => low * Math.Pow(high / low, random.NextDouble());
        for (var i = 0; i < 20_000; i++)
        {
            LatencyParameters p = new(Draw(0.1, 50), Draw(1, 100), Draw(1, 2000), random.NextDouble() * 2);
            var route = Route.Of(StudyOrder.Deployments[random.Next(6)]);
            var share = route.IsSplit ? random.NextDouble() : 1;
            var at = new Conditions(Draw(0.5, 400), Draw(0.5, 400)) { Links = (LinkBehaviour)random.Next(2), MobileSpeed = Draw(0.2, 5), EdgeSpeed = Draw(0.2, 5), CloudSpeed = Draw(0.2, 5) };
            var more = 1 + random.NextDouble();
            double Seconds(Conditions c) => LatencyModel.Seconds(p, route, share, c);
            var now = Seconds(at);
            Conditions[] better =
            [
                at with { MobileEdgeMbps = at.MobileEdgeMbps * more }, at with { EdgeCloudMbps = at.EdgeCloudMbps * more },
                at with { MobileSpeed = at.MobileSpeed * more }, at with { EdgeSpeed = at.EdgeSpeed * more }, at with { CloudSpeed = at.CloudSpeed * more },
            ];
            Assert.All(better, c => Assert.True(Seconds(c) <= now * (1 + 1e-12)));
            Assert.Equal(now, LatencyModel.Steps(p, route, share, at).Sum(step => step.Seconds), 1e-9 * now);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void ARateThatNoLinkHas_IsRefused(double mbps) => Assert.Contains("between edge and cloud", Assert.Throws<ArgumentException>(() => new Conditions(1, mbps).Checked()).Message);
}
