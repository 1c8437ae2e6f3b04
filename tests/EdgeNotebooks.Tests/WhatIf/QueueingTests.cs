using EdgeNotebooks.Tiers;
using EdgeNotebooks.Units;
using EdgeNotebooks.WhatIf;
using EdgeNotebooks.WhatIf.Queueing;

namespace EdgeNotebooks.Tests.WhatIf;

public class QueueingTests
{
    private const int Requests = 400_000;

    // Mean time in the system: M/M/1 1/(mu - lambda); M/D/1 1/mu + rho / (2 mu (1 - rho)) (Pollaczek-Khinchine). mu = 1.
    [Theory]
    [InlineData(0.5, false, 2.0)]
    [InlineData(0.8, false, 5.0)]
    [InlineData(0.5, true, 1.5)]
    [InlineData(0.8, true, 3.0)]
    public void OneServer_AgreesWithTheory(double rate, bool deterministic, double mean)
    {
        var (low, high) = Mean(rate, [new ServerStation("one", 1)], [(int _, ref SplitMix64 random) => deterministic ? 1 : QueueSimulation.Exponential(1, ref random)]);
        Assert.InRange(mean, low, high);
    }

    // A tandem of two M/M/1 queues behaves as two alone (Burke): 2 / (1 - 0.5) = 4. M/M/2 at rho 0.75: 1/mu + C/(2 mu - lambda), Erlang's C = 9/14: 16/7.
    [Fact]
    public void TwoQueuesInARow_AndTwoServers_AgreeWithTheory()
    {
        Demand exponential = (int _, ref SplitMix64 random) => QueueSimulation.Exponential(1, ref random);
        var (low, high) = Mean(0.5, [new ServerStation("one", 1), new ServerStation("two", 1)], [exponential, exponential]);
        Assert.InRange(4.0, low, high);
        (low, high) = Mean(1.5, [new ServerStation("both", 2)], [exponential]);
        Assert.InRange(16.0 / 7, low, high);
    }

    [Fact]
    public void ALinkWithoutBurst_IsAServerOfConstantRate_AndABurstIsFreeOnce()
    {
        var steady = new LinkStation("steady", 0.1, 0, 0.5);
        Assert.Equal([1.5, 2.5], [steady.Leave(0, 10), steady.Leave(0, 10)]);
        var burst = new LinkStation("burst", 0.1, 1, 0);
        Assert.Equal([0.0, 1.0, 5.0], [burst.Leave(0, 10), burst.Leave(0, 10), burst.Leave(5, 10)]);
    }

    [Fact]
    public void AtAlmostNoLoad_RequestsTakeWhatTheyTakeAlone()
    {
        var question = SyntheticProfile.Of().At(new(20, 5) { Links = LinkBehaviour.Steady, DelayMs = 2 });
        var alone = question.Predict(Deployment.MobileCloud, ["t4"]);
        var load = question.Load(alone.Option, 0.01, new() { Requests = 1000 });
        Assert.Equal(alone.Median, load.P50.Seconds, 6);
        Assert.False(load.IsSaturated);
    }

    [Fact]
    public void MoreThanATierCanDo_IsCalledSaturated_AndTheSameSeedGivesTheSame()
    {
        var question = SyntheticProfile.Of(scatter: 0.1).At(new(200, 200) { Links = LinkBehaviour.Steady });
        var option = question.Predict(Deployment.Cloud).Option;
        var busy = question.Load(option, 12);
        Assert.Equal(("cloud", true), (busy.Bottleneck.Key, busy.IsSaturated));
        Assert.Contains("saturated", busy.ToString());
        var half = question.Load(option, 5);
        Assert.Equal(half.P99, question.Load(option, 5).P99);
        Assert.InRange(half.Bottleneck.Value, 0.45, 0.56);
        Assert.True(half.P50.Seconds < half.P90.Seconds && half.P90.Seconds < half.P99.Seconds && half.P99.Seconds < busy.P99.Seconds);
    }

    [Fact]
    public void ARateOfNothing_AndTooFewRequests_AreRefused()
    {
        var question = SyntheticProfile.Of().At(new(20, 5));
        var option = question.Predict(Deployment.Mobile).Option;
        Assert.Contains("0 requests per second", Assert.Throws<ArgumentException>(() => question.Load(option, 0)).Message);
        Assert.Contains("at least 1000", Assert.Throws<ArgumentException>(() => question.Load(option, 1, new() { Requests = 10 })).Message);
    }

    /// <summary>99.9 % interval of the mean time in the system from 20 batches (Student's t for 19 degrees of freedom: 3.883); the first tenth does not count.</summary>
    private static (double Low, double High) Mean(double rate, IReadOnlyList<Station> stations, IReadOnlyList<Demand> demands)
    {
        var (sojourns, _) = QueueSimulation.Run(QueueSimulation.Arrivals(Requests, rate, regular: false, seed: 5), stations, demands, seed: 6);
        var batches = sojourns.Skip(Requests / 10).Chunk(Requests * 9 / 10 / 20).Select(batch => batch.Average()).ToArray();
        var mean = batches.Average();
        var half = 3.883 * Math.Sqrt(batches.Sum(batch => Math.Pow(batch - mean, 2)) / 19 / 20);
        return (mean - half, mean + half);
    }
}
