using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Statistics;

/// <summary>Simulation with fixed seeds: under the null each test rejects in 4 to 6 % of 10,000 draws, each 95 % interval covers in 93 to 97 %.</summary>
public class ErrorRateTests
{
    private const int Draws = 10_000;
    private const int N = 50;

    private static void RejectsAtItsLevel(Func<Random, double> p)
    {
        var random = new Random(20240607);
        var rejected = 0;
        for (var draw = 0; draw < Draws; draw++)
            if (p(random) < 0.05) rejected++;
        Assert.InRange(rejected / (double)Draws, 0.04, 0.06);
    }

    private static void CoversAtItsLevel(double truth, Func<Random, Interval> interval, int draws = 4000)
    {
        var random = new Random(20240607);
        var covered = 0;
        for (var draw = 0; draw < draws; draw++)
            if (interval(random).Contains(truth)) covered++;
        Assert.InRange(covered / (double)draws, 0.93, 0.97);
    }

    private static Sample[] Groups(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Sample($"g{i}", random.Normal(N).Select(Math.Exp)))];

    [Fact]
    public void KruskalWallis_HoldsItsLevel() => RejectsAtItsLevel(random => KruskalWallis.Test(Groups(random, 3)).P);

    [Fact]
    public void Conover_HoldsItsLevel() => RejectsAtItsLevel(random => ConoverIman.Test(Groups(random, 3))[1].P);

    [Fact]
    public void Dunn_HoldsItsLevel() => RejectsAtItsLevel(random => Dunn.Test(Groups(random, 3))[2].P);

    [Fact]
    public void Friedman_HoldsItsLevel_InBothForms_AndInItsPairs()
    {
        RejectsAtItsLevel(random => Friedman.Test(Groups(random, 4)).P);
        RejectsAtItsLevel(random => Friedman.Test(Groups(random, 4)).FP);
        RejectsAtItsLevel(random => Friedman.Test(Groups(random, 4)).Pairs[3].P);
    }

    [Fact]
    public void MannWhitney_HoldsItsLevel_ExactAndApproximate()
    {
        RejectsAtItsLevel(random => Groups(random, 2) is var g ? MannWhitney.Test(g[0], g[1], PMethod.Asymptotic).P : 1);
        var exact = SubsetSums.OfMannWhitney(N, N);
        var critical = Enumerable.Range(0, exact.Length).TakeWhile(u => SubsetSums.TwoSided(exact, u) < 0.05).Count() - 1;
        Assert.InRange(2 * exact.Take(critical + 1).Sum(), 0.045, 0.05);
    }

    [Fact]
    public void Wilcoxon_HoldsItsLevel_ExactAndApproximate()
    {
        RejectsAtItsLevel(random => Groups(random, 2) is var g ? WilcoxonSignedRank.Test(g[0], g[1]).P : 1);
        RejectsAtItsLevel(random => Groups(random, 2) is var g ? WilcoxonSignedRank.Test(g[0], g[1], method: PMethod.Asymptotic).P : 1);
    }

    [Fact]
    public void ShapiroWilk_HoldsItsLevel() => RejectsAtItsLevel(random => ShapiroWilk.Test(new("x", random.Normal(N))).P);

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(-0.6)]
    [InlineData(0.9)]
    public void CliffsDeltaInterval_Covers(double delta)
    {
        var shift = Math.Sqrt(2) * NormalScore.Quantile((delta + 1) / 2);
        CoversAtItsLevel(delta, random => CliffsDeltaInterval.Of(new("a", random.Normal(N).Select(x => x + shift)), new("b", random.Normal(N))));
    }

    [Fact]
    public void CliffsDeltaInterval_AtTheBorder_HasWidth()
    {
        var interval = CliffsDeltaInterval.Of(Samples.Of("a", 5, 6, 7, 8), Samples.Of("b", 1, 2, 3));
        Assert.Equal((1, 1), (interval.Estimate, interval.High));
        Assert.InRange(interval.Low, -0.2, 0.9);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(51)]
    public void MedianInterval_Covers(int n) => CoversAtItsLevel(1, random => MedianInterval.Of(new("x", random.Normal(n).Select(Math.Exp))));

    [Theory]
    [InlineData(50, 51)]
    [InlineData(200, 80)]
    public void BootstrappedRatio_Covers(int na, int nb) => CoversAtItsLevel(2, random => MedianRatio.Bootstrap(
        new("a", random.Normal(na).Select(x => 2 * Math.Exp(x / 2))), new("b", random.Normal(nb).Select(x => Math.Exp(x / 2))), seed: 3, resamples: 1000));

    [Fact]
    public void HodgesLehmannRatio_Covers() => CoversAtItsLevel(1.5, random => Groups(random, 2) is var g
        ? HodgesLehmannRatio.Of(new("a", g[0].AsList().Select(x => 1.5 * x)), g[1])
        : default);

    /// <summary>Five repeats of 60 inputs whose spread is ten times that of the repeats: the plain bootstrap would be far too narrow.</summary>
    [Fact]
    public void ClusteredBootstrap_Covers_WhereThePlainOneDoesNot()
    {
        const int Inputs = 60;
        var repeats = Repeats.InOrder(5 * Inputs, Inputs);
        Sample Draw(Random random, double factor)
        {
            var inputs = random.Normal(Inputs);
            return new("x", Enumerable.Range(0, 5 * Inputs).Select(i => factor * Math.Exp(inputs[i % Inputs] / 2 + 0.05 * (random.NextDouble() - 0.5))));
        }

        var random = new Random(12);
        var (clustered, plain) = (0, 0);
        const int Repetitions = 1000;
        var other = new Repeats(repeats.Input.Select(input => input + Inputs), repeats.Run);
        for (var draw = 0; draw < Repetitions; draw++)
        {
            var (a, b) = (Draw(random, 2), Draw(random, 1));
            if (MedianRatio.Clustered(a, repeats, b, other, seed: draw, resamples: 300).Contains(2)) clustered++;
            if (MedianRatio.Bootstrap(a, b, seed: draw, resamples: 300).Contains(2)) plain++;
        }

        Assert.InRange(clustered / (double)Repetitions, 0.93, 0.97);
        Assert.InRange(plain / (double)Repetitions, 0, 0.8);
    }
}
