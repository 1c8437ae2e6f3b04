using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Messages;
using EdgeNotebooks.WhatIf;
using EdgeNotebooks.WhatIf.Predicting;
using EdgeNotebooks.WhatIf.Profiling;
using EdgeNotebooks.WhatIf.Searching;

namespace EdgeNotebooks.Tests.WhatIf;

public class RequestModelTests
{
    private static readonly Random s_random = new(11);

    public static TheoryData<LinkBehaviour> Shapers() => [LinkBehaviour.Steady, LinkBehaviour.PaperBurst];

    [Theory]
    [MemberData(nameof(Shapers))]
    public void MoreBandwidth_OrAFasterProcessor_NeverMakesARequestSlower(LinkBehaviour links)
    {
        var profile = SyntheticProfile.Of();
        var costs = Costs(profile);
        for (var i = 0; i < 200; i++)
        {
            var at = new Conditions(Rate(), Rate()) { Links = links, MobileSpeed = Speed(), EdgeSpeed = Speed(), CloudSpeed = Speed(), DelayMs = s_random.Next(20) };
            var more = 1 + s_random.NextDouble() * 3;
            Conditions[] better = [at with { MobileEdgeMbps = at.MobileEdgeMbps * more }, at with { EdgeCloudMbps = at.EdgeCloudMbps * more }, at with { MobileSpeed = at.MobileSpeed * more },
                at with { EdgeSpeed = at.EdgeSpeed * more }, at with { CloudSpeed = at.CloudSpeed * more }];
            foreach (var cost in costs)
                foreach (var one in better) Assert.True(cost.Seconds(State(one)) <= cost.Seconds(State(at)) + 1e-12, $"{cost} at {at} and {one}");
        }
    }

    // Counting the draws within a limit says what sorting them says, close to the quantile on either side of it as well.
    [Theory]
    [MemberData(nameof(Shapers))]
    public void ALatencyIsWithinALimit_ExactlyWhereItsQuantileIs(LinkBehaviour links)
    {
        var profile = SyntheticProfile.Of(scatter: 0.3);
        var spread = new RequestSpread(profile, "warm");
        var costs = Costs(profile);
        for (var i = 0; i < 500; i++)
        {
            var at = State(new Conditions(Rate(), Rate()) { Links = links, MobileSpeed = Speed(), EdgeSpeed = Speed(), CloudSpeed = Speed() });
            var (cost, p) = (costs[s_random.Next(costs.Count)], (i % 4) switch { 0 => 0.9, 1 => 0.99, 2 => 0.5, _ => s_random.NextDouble() });
            var quantile = spread.Quantile(cost, at, p);
            foreach (var factor in new[] { 0.5, 0.9, 1 - 1e-9, 1 + 1e-9, 1.1, 2 })
                Assert.Equal(quantile <= factor * quantile, spread.IsWithin(cost, at, p, factor * quantile));
        }
    }

    [Fact]
    public void APartBetweenTwoCuts_CostsWhatItHolds_AndWhatAnyPartCosts()
    {
        var model = new RequestModel(SyntheticProfile.Of(perPart: 0.02), "warm");
        // Cuts 3 and 5 lie behind 6 and 10 of 16 nodes; the whole takes 0.2 s on edge.
        Assert.Equal(0.2 * 4 / 16 + 0.02, model.Part(new(0, null, [3, 5], Deployment.MobileEdgeCloud, WireEncoding.Binary), 1).Inference, 1e-12);
        Assert.Equal(0.2 * 6 / 16 + 0.02, model.Part(new(0, null, [3], Deployment.EdgeCloud, WireEncoding.Binary), 0).Inference, 1e-12);
    }

    [Fact]
    public void EachLink_CostsWhatItWasSeenToCost()
    {
        var profile = SyntheticProfile.Of();
        var model = new RequestModel(profile with
        {
            Wire = [new("client-mobile", "send", "any", 0.001, 0, 9, 40_000, 0), new("mobile-edge", "send", "any", 0.002, 0, 9, 40_000, 0), new("edge-cloud", "reply", "any", 0.004, 0, 9, 40_000, 0)],
        }, "warm");
        double Fixed(Deployment deployment) => model.Cost(new(0, null, [], deployment, WireEncoding.Binary)).Fixed;
        Assert.Equal([0.001, 0.003, 0.007], new[] { Deployment.Mobile, Deployment.Edge, Deployment.Cloud }.Select(one => Math.Round(Fixed(one), 9)));
    }

    [Fact]
    public void WithInfiniteBandwidth_ADividedModelTakesItsParts()
    {
        var question = SyntheticProfile.Of().At(new Conditions(double.PositiveInfinity, double.PositiveInfinity) { Links = LinkBehaviour.Steady });
        var divided = question.Predict(Deployment.MobileCloud, ["t4"]);
        // Half of 16 nodes before t4: 0.4 s / 2 on mobile, 0.1 s / 2 in the cloud; three links of 0.3 ms, three decodings of 0.1 ms, and the client's; 1 ns per byte.
        var loopback = (10_000 + 190 + 2 * (8_000 + 190) + 3 * (100 + 200) + (1 + 2 + 3) * 330) * 1e-9;
        Assert.Equal(0.2 + 0.05 + 3 * 0.0003 + 3 * 0.0001 + 0.0001 + (10_000 + 2 * 8_000) * 1e-9 + loopback, divided.Median, 9);
    }

    [Fact]
    public void ALinkAtARate_TakesBytesOverRate_AndABurstIsFree()
    {
        var profile = SyntheticProfile.Of();
        var at = new Conditions(8, 8) { Links = LinkBehaviour.Steady };
        var slow = profile.At(at).Predict(Deployment.Mobile).Median;
        var fast = profile.At(at with { MobileEdgeMbps = 80 }).Predict(Deployment.Mobile).Median;
        // (10,000 + 190 up, 100 + 200 + 330 down) x 8 bits, at 8 Mbit/s and at 80.
        Assert.Equal(10_820 * 8 * (1 / 8e6 - 1 / 80e6), slow - fast, 9);
        // A second's worth is free, and the computing lets the bucket refill: only the loopback is left.
        var burst = profile.At(at with { Links = LinkBehaviour.PaperBurst }).Predict(Deployment.Mobile).Median;
        Assert.Equal(10_820 * 1e-9, burst - (slow - 10_820 * 8 / 8e6), 9);
    }

    [Fact]
    public void WhereBucketsCannotRefill_RequestsTakeTheRatesTime()
    {
        var at = new Conditions(0.1, 1) { Links = LinkBehaviour.PaperBurst, MobileSpeed = 100 };
        var cost = Costs(SyntheticProfile.Of())[0];
        Assert.Equal(cost.Up0 / 0.1, cost.Seconds(State(at)), 9);
    }

    [Fact]
    public void AnExit_TakesAwayItsBlocks()
    {
        var question = SyntheticProfile.Of().At(new Conditions(100, 100) { Links = LinkBehaviour.Steady });
        var (whole, exited) = (question.Predict(Deployment.Edge), question.Predict(Deployment.Edge, exit: "t3 -> t5"));
        // From node 6 to node 10 of 16, on edge.
        Assert.Equal(0.2 * 4 / 16, whole.Median - exited.Median, 9);
        Assert.Equal(("earlyexit", 5.0), (exited.Option.Operator, exited.Option.AccuracyLoss!.Value));
    }

    /// <summary>A session whose time is the root of its share of the weights: most of it lies before the blocks, which have a quarter of the weights.</summary>
    [Theory]
    [InlineData(6 / 16.0, 10 / 16.0, 0.25, 1)]
    [InlineData(6 / 16.0, 10 / 16.0, 0.125, 0.5)]
    [InlineData(6 / 16.0, 6 / 16.0, 0, 0)]
    public void SkippedBlocks_TakeWhatTheSessionTakesBetweenTheirEnds(double from, double to, double removed, double share)
    {
        var model = SyntheticProfile.Of().Models[0];
        var cold = model with
        {
            Parts = [.. model.Parts.Select(part => part with
            {
                Session = "cold",
                SessionSeconds = [part.Side switch { PartSide.Prefix => Math.Sqrt(At(part)), PartSide.Suffix => 1 - Math.Sqrt(At(part)), _ => 1 }],
            })],
        };
        var exit = model.Exits[0] with { FromWeightShare = from, ToWeightShare = to, RemovedWeightShare = removed };
        var gone = PartCurve.Of(cold, "edge", "cold", RequestModel.Median).Removed(exit);
        Assert.Equal(share * (Math.Sqrt(10 / 16.0) - Math.Sqrt(6 / 16.0)), gone.Session, 12);
        Assert.Equal(0.2 * 4 / 16, gone.Inference, 12);

        double At(TimedPart part) => part.Cut is { } cut ? model.Cuts[cut].WeightShare : 1;
    }

    [Theory]
    [MemberData(nameof(Shapers))]
    public void OneTierAlone_TakesTheShareOfItsStepsThatWasMeasured_AndADividedModelAllOfThem(LinkBehaviour links)
    {
        var profile = SyntheticProfile.Of();
        var inTurn = new RequestModel(profile, "warm");
        // Float takes half of its steps and int8 a quarter: three eighths.
        var alone = profile with { Models = [.. profile.Models.Select((model, i) => model with { Alone = [new("edge", "warm", [inTurn.InTurn(i, "edge") / (i == 0 ? 2 : 4)]), new("edge", "cold", [99])] })] };
        foreach (var rate in new[] { 0.5, 200 })
        {
            var at = new Conditions(rate, rate) { Links = links, DelayMs = 2, EdgeSpeed = 2 };
            foreach (var deployment in new[] { Deployment.Mobile, Deployment.Cloud }) Assert.Equal(profile.At(at).Predict(deployment).Median, alone.At(at).Predict(deployment).Median, 12);
            Assert.Equal(profile.At(at).Predict(Deployment.MobileEdge, ["t4"]).Median, alone.At(at).Predict(Deployment.MobileEdge, ["t4"]).Median, 12);
            var (before, after) = (profile.At(at).Predict(Deployment.Edge).Option.Cost, alone.At(at).Predict(Deployment.Edge));
            var expected = before with { Fixed = before.Fixed * 0.375, Mobile = before.Mobile * 0.375, Edge = before.Edge * 0.375 };
            Assert.Equal(expected.Seconds(new(at, inTurn.LeastSecondsPerMbit)), after.Median, 9);
            Assert.Equal(after.Median, after.Breakdown.SumSeconds, 9);
        }
    }

    [Theory]
    [MemberData(nameof(Shapers))]
    public void TheSteps_AddUpToTheMedianAndTheClientsEncoding(LinkBehaviour links)
    {
        foreach (var rate in new[] { 0.2, 5, 200 })
        {
            var one = SyntheticProfile.Of().At(new Conditions(rate, 2) { Links = links, DelayMs = 3 }).Predict(Deployment.MobileEdgeCloud, ["t0", "t6"], "quantize", encoding: WireEncoding.Paper);
            Assert.Equal(one.Median, one.Breakdown.SumSeconds, 9);
            Assert.Equal(["client", "client-mobile", "cloud", "edge", "edge-cloud", "mobile", "mobile-edge"], one.Breakdown.Steps.Select(step => step.Place).Distinct().Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void OutsideTheProfile_AnAnswerIsCalledExtrapolated()
    {
        var profile = SyntheticProfile.Of();
        Assert.Empty(profile.At(new(20, 5)).Predict(Deployment.Cloud).Extrapolated);
        Assert.Empty(profile.At(new(20, 5) { MobileSpeed = 2 }).Predict(Deployment.Cloud).Extrapolated);
        Assert.Contains("0.01 Mbit/s", Assert.Single(profile.At(new(20, 0.01)).Predict(Deployment.Cloud).Extrapolated));
        Assert.Contains("cloud at 2 x", Assert.Single(profile.At(new(20, 5) { CloudSpeed = 2 }).Predict(Deployment.Cloud).Extrapolated));
    }

    [Theory]
    [InlineData("cut 't9' is not in the profile; closest", "t9", null)]
    [InlineData("cut 't4' is gone with exit", "t4", "t3 -> t5")]
    [InlineData("needs 1 cuts, but 0", null, null)]
    public void WhatTheProfileLacks_IsNamed(string says, string? cut, string? exit)
    {
        var error = Assert.Throws<ArgumentException>(() => SyntheticProfile.Of().At(new(20, 5)).Predict(Deployment.MobileEdge, cut is null ? [] : [cut], exit: exit));
        Assert.Contains(says, error.Message);
    }

    [Fact]
    public void CutsInTheWrongOrder_AreRefused() => Assert.Contains("does not lie behind",
        Assert.Throws<ArgumentException>(() => SyntheticProfile.Of().At(new(20, 5)).Predict(Deployment.MobileEdgeCloud, ["t5", "t1"])).Message);

    [Theory]
    [InlineData(0, 1, 0, "0 Mbit/s")]
    [InlineData(1, -3, 0, "-3 Mbit/s")]
    [InlineData(1, 1, -1, "-1 ms")]
    public void RatesAndDelaysThatNothingHas_AreRefused(double near, double far, double delay, string says) =>
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => SyntheticProfile.Of().At(new(near, far) { DelayMs = delay })).Message);

    private static IReadOnlyList<RequestCost> Costs(DeploymentProfile profile)
    {
        var costs = new List<RequestCost>();
        new OptionWalk(new(profile, "warm"), [WireEncoding.Binary, WireEncoding.Paper]).Visit((in WalkedOption option) => costs.Add(option.Cost));
        return costs;
    }

    private static LinkState State(Conditions at) => new(at, 8e-3 * 1e-1);

    private static double Rate() => Math.Pow(10, s_random.NextDouble() * 4 - 1);

    private static double Speed() => Math.Pow(2, s_random.NextDouble() * 4 - 2);
}
