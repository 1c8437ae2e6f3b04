using EdgeNotebooks.Tiers;
using EdgeNotebooks.WhatIf.Checking;
using EdgeNotebooks.WhatIf.Predicting;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.Tests.WhatIf;

public class ProfileRefitTests
{
    /// <summary>Everything took twice as long as predicted: so do the tiers' times, alone too, which stay the same share of their steps.</summary>
    [Fact]
    public void TimesThatWereTwiceAsLong_AreDoubled_AloneToo()
    {
        var known = SyntheticProfile.Of();
        var model = new RequestModel(known, "warm");
        var profile = known with
        {
            Wire = [.. known.Wire.Where(cost => Tier.Order.Contains(cost.Place))],
            Models = [.. known.Models.Select((one, i) => one with { Alone = [.. Tier.Order.Select(tier => new AloneRequests(tier, "warm", [0.8 * model.InTurn(i, tier)]))] })],
        };
        var refit = new LabCheck([.. PointDraw.Of(profile, new() { Points = 42 }).Select(point => new CheckedPoint(point, point.Option.Seconds, [Measured(point)]))], profile).Refit();
        foreach (var tier in Tier.Order)
        {
            double Alone(DeploymentProfile one) => new RequestModel(one, "warm").Alone(Deployment.Parse(tier));
            Assert.Equal(2 * profile.Models[0].Parts.First(part => part.Tier == tier).Seconds[0], refit.Models[0].Parts.First(part => part.Tier == tier).Seconds[0], 1e-3);
            Assert.Equal(Alone(profile), Alone(refit), 9);
        }

        double Measured(LabPoint point)
        {
            var cost = point.Option.Cost;
            return (cost with { Mobile = 2 * cost.Mobile, Edge = 2 * cost.Edge, Cloud = 2 * cost.Cloud }).Seconds(new(point.Conditions, model.LeastSecondsPerMbit));
        }
    }
}
