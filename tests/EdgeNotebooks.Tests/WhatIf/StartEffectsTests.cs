using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;
using EdgeNotebooks.WhatIf.Predicting;

namespace EdgeNotebooks.Tests.WhatIf;

public class StartEffectsTests
{
    private const int Draws = 20_000;

    /// <summary>Two requests of each of three starts, whose logarithms are -s, 0 and s: their deviation is s.</summary>
    private static double[] Starts(double s) => [.. new[] { -s, 0, s }.SelectMany(log => new[] { Math.Exp(log), Math.Exp(log) })];

    // Student's t with 2 degrees of freedom: 80 % lie below 1.0607, 95 % below 2.9200.
    [Theory]
    [InlineData(0.8, 1.0607)]
    [InlineData(0.2, -1.0607)]
    [InlineData(0.95, 2.9200)]
    public void AnotherStart_LiesAsStudentsTPredictsIt(double probability, double t)
    {
        var (effects, seconds) = (new StartEffects(3), Starts(0.01));
        double[] drawn = [.. Enumerable.Range(0, Draws).Select(i =>
        {
            var random = SplitMix64.For(1, (ulong)i, 0);
            // The median of the redrawn requests is 1: each start's two are alike.
            return Math.Log(effects.Redrawn(seconds, effects.Draw(ref random), random));
        }).Order()];
        Assert.Equal(t * 0.01 * Math.Sqrt(4.0 / 3), Quantile.OfSorted(drawn, probability), 0.0007);
    }

    [Fact]
    public void PartsMoveTogether_AsStartsMovedThem()
    {
        var effects = new StartEffects(3);
        for (var i = 0UL; i < 100; i++)
        {
            var random = SplitMix64.For(2, i, 0);
            var weights = effects.Draw(ref random);
            var moved = Math.Log(effects.Redrawn(Starts(0.01), weights, random));
            Assert.NotEqual(0, moved);
            Assert.Equal(2 * moved, Math.Log(effects.Redrawn(Starts(0.02), weights, random)), 1e-9);
            Assert.Equal(-moved, Math.Log(effects.Redrawn(Starts(-0.01), weights, random)), 1e-9);
        }
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(3, 4)]
    public void OfOneStart_OrRequestsThatTellNone_OnlyTheRequestsAreRedrawn(int starts, int requests)
    {
        var effects = new StartEffects(starts);
        double[] seconds = [.. Enumerable.Range(1, requests).Select(i => (double)i)];
        double[] drawn = [.. Enumerable.Range(0, 200).Select(i =>
        {
            var random = SplitMix64.For(3, (ulong)i, 0);
            return effects.Redrawn(seconds, effects.Draw(ref random), random);
        })];
        Assert.All(drawn, one => Assert.InRange(one, 1, requests));
        Assert.Equal(2 * drawn[0], Math.Round(2 * drawn[0]));
        Assert.True(drawn.Distinct().Count() > 3);
    }

    [Fact]
    public void StartsWithoutTime_AreNotMoved()
    {
        var random = SplitMix64.For(4, 0, 0);
        var effects = new StartEffects(3);
        Assert.Equal(0, effects.Redrawn([0, 0, 0], effects.Draw(ref random), random));
    }
}
