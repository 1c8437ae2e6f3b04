using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;
using MathNet.Numerics.Distributions;

namespace EdgeNotebooks.WhatIf.Predicting;

/// <summary>What another start of the tiers could make of timed requests, as <see cref="ResampledModels"/> says.</summary>
/// <param name="starts">How many starts were measured, at least 1; of one alone nothing is known.</param>
internal sealed class StartEffects(int starts)
{
    private readonly Dictionary<IReadOnlyList<double>, double[]> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>A weight for each start, the same for all parts: a start that is slow is slow in all of them.</summary>
    public double[] Draw(ref SplitMix64 random)
    {
        var weights = new double[starts];
        if (starts == 1) return weights;
        var squares = 0.0;
        for (var i = 1; i < starts; i++) squares += Math.Pow(Normally(ref random), 2) / (starts - 1);
        var scale = Math.Sqrt((1 + 1.0 / starts) / (starts - 1) / squares);
        for (var i = 0; i < starts; i++) weights[i] = scale * Normally(ref random);
        return weights;
    }

    /// <summary>The median of redrawn requests, of each start as many as it has, moved by the starts' weights.</summary>
    /// <param name="seconds">Requests start by start; where their number tells no start they are redrawn from all and not moved.</param>
    /// <param name="weights">Of <see cref="Draw"/>.</param>
    /// <param name="random">Draws the requests.</param>
    public double Redrawn(IReadOnlyList<double> seconds, double[] weights, SplitMix64 random)
    {
        var each = seconds.Count % starts == 0 ? seconds.Count / starts : seconds.Count;
        var drawn = new double[seconds.Count];
        for (var i = 0; i < drawn.Length; i++) drawn[i] = seconds[i / each * each + random.Below(each)];
        Array.Sort(drawn);
        var median = Quantile.OfSorted(drawn, 0.5);
        if (each == seconds.Count) return median;
        if (!_known.TryGetValue(seconds, out var effects)) _known[seconds] = effects = Effects(seconds, each);
        return median * Math.Exp(effects.Zip(weights, (effect, weight) => effect * weight).Sum());
    }

    private static double Normally(ref SplitMix64 random) => Normal.InvCDF(0, 1, (random.Below(1 << 24) + 0.5) / (1 << 24));

    /// <summary>Logarithms of the starts' medians less their mean; 0 where a time is.</summary>
    private double[] Effects(IReadOnlyList<double> seconds, int each)
    {
        double[] medians = [.. Enumerable.Range(0, starts).Select(start => Quantile.OfSorted([.. seconds.Skip(start * each).Take(each).Order()], 0.5))];
        if (medians.Any(median => median <= 0)) return new double[starts];
        var mean = medians.Average(Math.Log);
        return [.. medians.Select(median => Math.Log(median) - mean)];
    }
}
