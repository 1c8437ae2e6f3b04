using System.Numerics;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Units;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.WhatIf.Predicting;

/// <summary>
/// How requests scatter about their median: every timed request over its part's median, tier by tier. A tier's work is stretched by a
/// factor drawn from these; links and the client do not scatter.
/// </summary>
internal sealed class RequestSpread
{
    /// <summary>Draws behind a quantile; odd, so that the median is one of them.</summary>
    public const int Draws = 401;

    private readonly double[][] _draws;
    private readonly double[][] _ratios;

    public RequestSpread(DeploymentProfile profile, string session, ulong seed = 1)
    {
        _ratios = [.. Tier.Order.Select(tier => Ratios(profile, tier, session))];
        _draws = [.. _ratios.Select((ratios, tier) =>
        {
            var random = SplitMix64.For(seed, 2, (ulong)tier);
            return Enumerable.Range(0, Draws).Select(_ => ratios[random.Below(ratios.Length)]).ToArray();
        })];
    }

    /// <summary>A quantile of a request's latency.</summary>
    public double Quantile(in RequestCost cost, in LinkState at, double p)
    {
        Span<double> drawn = stackalloc double[Draws];
        for (var i = 0; i < Draws; i++)
            drawn[i] = (cost with { Mobile = cost.Mobile * _draws[0][i], Edge = cost.Edge * _draws[1][i], Cloud = cost.Cloud * _draws[2][i] }).Seconds(at);
        drawn.Sort();
        return Statistics.Quantile.OfSorted(drawn, p);
    }

    /// <summary>Whether a quantile of a request's latency is at most so long: counted, which is many times as fast as sorting.</summary>
    public bool IsWithin(in RequestCost cost, in LinkState at, double p, double seconds)
    {
        // Draws stretch the work of tiers alone; how soon a bucket is full again depends on none.
        if (at.IsBurst && cost.Refill(at) > seconds) return false;
        var left = seconds - (cost with { Mobile = 0, Edge = 0, Cloud = 0 }).Open(at);
        var place = (Draws - 1) * p;
        double mobile = cost.Mobile / at.MobileSpeed, edge = cost.Edge / at.EdgeSpeed, cloud = cost.Cloud / at.CloudSpeed;
        var (m, e, c, limit, counted) = (new Vector<double>(mobile), new Vector<double>(edge), new Vector<double>(cloud), new Vector<double>(left), Vector<long>.Zero);
        var i = 0;
        for (; i <= Draws - Vector<double>.Count; i += Vector<double>.Count)
            counted -= Vector.LessThanOrEqual((m * new Vector<double>(_draws[0], i)) + (e * new Vector<double>(_draws[1], i)) + (c * new Vector<double>(_draws[2], i)), limit);
        var within = (int)Vector.Sum(counted);
        for (; i < Draws; i++)
            if ((mobile * _draws[0][i]) + (edge * _draws[1][i]) + (cloud * _draws[2][i]) <= left) within++;
        // Between two draws the quantile is interpolated.
        return within > Math.Ceiling(place) || (within > Math.Floor(place) && Quantile(cost, at, p) <= seconds);
    }

    /// <summary>A factor for one request's work on a tier (0 mobile, 1 edge, 2 cloud).</summary>
    public double Draw(int tier, ref SplitMix64 random) => _ratios[tier][random.Below(_ratios[tier].Length)];

    private static double[] Ratios(DeploymentProfile profile, string tier, string session) =>
        [.. profile.Models.SelectMany(model => model.Parts).Where(part => part.Tier == tier && part.Session == session).SelectMany(part =>
        {
            var median = RequestModel.Median(part.Seconds);
            return part.Seconds.Select(seconds => median > 0 ? seconds / median : 1);
        })];
}
