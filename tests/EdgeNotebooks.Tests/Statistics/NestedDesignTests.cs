using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Statistics;

public class NestedDesignTests
{
    private static readonly double[][] s_inputs = [[1, 2, 3, 4, 5, 9], [2, 2, 5, 3, 7, 8], [4, 1, 6, 5, 9, 9.5]];

    /// <summary>Each input three times in the order of runs, a little below, at, and above its value.</summary>
    private static Sample[] Repeated(params double[][] inputs) => [.. inputs.Select((values, i) => new Sample("abc"[i..(i + 1)],
        new[] { -0.01, 0, 0.01 }.SelectMany(jitter => values.Select(value => value + jitter))))];

    private static Repeats[] Runs(int groups, int inputs = 6) => [.. Enumerable.Range(0, groups).Select(_ => Repeats.InOrder(3 * inputs, inputs))];

    // SciPy 1.10.1: stats.friedmanchisquare([1,2,3,4,5,9],[2,2,5,3,7,8],[4,1,6,5,9,9.5]) - the medians per input.
    [Fact]
    public void OneMedianPerInput_IsWhatFriedmanSees()
    {
        var design = NestedDesign.Of(Repeated(s_inputs), Runs(3));
        Assert.Equal((6, 3, 0), (design.Inputs, design.Pairs.Count, design.LeftOut));
        Close.Relative(4.260869565217386, design.Overall.ChiSquare, 1e-12);
        Close.Relative(0.11878563669440916, design.Overall.P, 1e-12);
        Assert.Equal(s_inputs[1], design.Medians[1].AsList());
    }

    /// <summary>Repeats that say nothing new change neither tests nor paired ratios, however many they are.</summary>
    [Fact]
    public void Repeats_AddNoEvidence()
    {
        Sample[] once = [.. s_inputs.Select((values, i) => new Sample("abc"[i..(i + 1)], values))];
        var (single, many) = (NestedDesign.Of(once, [.. once.Select(_ => Repeats.InOrder(6, 6))]), NestedDesign.Of(Repeated(s_inputs), Runs(3)));
        Assert.Equal(single.Pairs.Select(pair => (pair.Test, pair.Adjusted, pair.PairedRatio, pair.Effect)), many.Pairs.Select(pair => (pair.Test, pair.Adjusted, pair.PairedRatio, pair.Effect)));
        Assert.All(many.Pairs, pair => Assert.True(pair.MedianRatio!.Value.Contains(pair.MedianRatio.Value.Estimate)));
    }

    /// <summary>By hand: 8 inputs, each exactly 1.5 times as slow in b; every Walsh average is ln 1.5, every block ranks b above a.</summary>
    [Fact]
    public void AConstantFactor_IsFound()
    {
        double[] a = [1, 2, 3, 4, 5, 6, 7, 8];
        Sample[] groups = [new("a", a), new("b", a.Select(value => 1.5 * value))];
        var pair = Assert.Single(NestedDesign.Of(groups, [Repeats.InOrder(8, 8), Repeats.InOrder(8, 8)]).Pairs);
        Close.Relative(1 / 1.5, pair.PairedRatio!.Value.Estimate, 1e-12);
        Close.Relative(1 / 1.5, pair.MedianRatio!.Value.Estimate, 1e-12);
        // Inputs are drawn jointly for both, so the factor does not vary between resamples.
        Close.Relative(1 / 1.5, pair.MedianRatio!.Value.High, 1e-12);
        Assert.Equal(0, pair.Test.P.Value);
    }

    [Fact]
    public void InputsThatOneGroupLacks_AreLeftOut()
    {
        Sample[] groups = [Samples.Of("a", 3, 1, 2, 9), Samples.Of("b", 5, 6, 4)];
        var design = NestedDesign.Of(groups, [new([7, 5, 6, 1], [0, 0, 0, 0]), new([6, 7, 5], [0, 0, 0])]);
        Assert.Equal((3, 1), (design.Inputs, design.LeftOut));
        Assert.Equal([1, 2, 3], design.Medians[0].AsList());
        Assert.Equal([4, 5, 6], design.Medians[1].AsList());
        Assert.Null(design.Pairs[0].PairedRatio);
    }

    [Fact]
    public void ValuesThatAreNotPositive_HaveNoRatio()
    {
        var design = NestedDesign.Of([Samples.Of("a", -1, 1, 2, 9, 5, 6), Samples.Of("b", 5, 6, 4, 3, 1, 2)], [Repeats.InOrder(6, 6), Repeats.InOrder(6, 6)]);
        Assert.Equal((null, null), (design.Pairs[0].PairedRatio, design.Pairs[0].MedianRatio));
    }

    [Theory]
    [InlineData("needs two that every group was measured with, found 0 of 4", 2, 2)]
    [InlineData("2 groups but the repeats of 1", 1, 0)]
    public void WhatCannotBeCompared_IsRefused(string says, int repeats, int offset)
    {
        Repeats[] own = [.. Enumerable.Range(0, repeats).Select(i => new Repeats([i * offset, (i * offset) + 1], [0, 0]))];
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => NestedDesign.Of([Samples.Of("a", 1, 2), Samples.Of("b", 3, 4)], own)).Message, StringComparison.Ordinal);
    }

    /// <summary>Under the null the design errs at its level, whatever inputs share and repeats repeat. Limits: three standard errors of the binomial.</summary>
    [Fact]
    public void ItHoldsItsLevel_OnRepeatsOfSharedInputs()
    {
        var draws = Environment.GetEnvironmentVariable("EDGENB_TEST_LONG") is { Length: > 0 } ? 10_000 : 1_500;
        const int Inputs = 50, Repetitions = 3;
        var random = new Random(20240607);
        Repeats[] repeats = [.. Enumerable.Range(0, 3).Select(_ => Repeats.InOrder(Inputs * Repetitions, Inputs))];
        var (overall, pair) = (0, 0);
        for (var draw = 0; draw < draws; draw++)
        {
            var inputs = random.Normal(Inputs);
            Sample[] groups = [.. Enumerable.Range(0, 3).Select(i =>
            {
                var own = random.Normal(Inputs);
                return new Sample($"g{i}", Enumerable.Range(0, Inputs * Repetitions).Select(v => Math.Exp(inputs[v % Inputs] + (0.1 * own[v % Inputs]) + (0.01 * random.NextDouble()))));
            })];
            var design = NestedDesign.Of(groups, repeats, PAdjustment.None, resamples: 200);
            if (design.Overall.FP < 0.05) overall++;
            if (design.Pairs[1].Test.P < 0.05) pair++;
        }

        var wide = Math.Max(0.01, 3 * Math.Sqrt(0.05 * 0.95 / draws));
        Assert.InRange((double)overall / draws, 0.05 - wide, 0.05 + wide);
        Assert.InRange((double)pair / draws, 0.05 - wide, 0.05 + wide);
    }
}
