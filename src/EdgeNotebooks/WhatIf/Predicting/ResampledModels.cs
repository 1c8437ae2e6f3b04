using EdgeNotebooks.Statistics;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Units;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.WhatIf.Predicting;

/// <summary>
/// How sure a prediction is: starts of the tiers redrawn with replacement, then the timed requests of every part in them, and for parts
/// between anchors one of the misses that the interpolation makes where an anchor is left out.
/// </summary>
internal sealed class ResampledModels
{
    private const ulong Misfit = 77;
    private const ulong Start = ulong.MaxValue;
    private readonly RequestModel[] _models;
    private readonly double[] _misses;
    private readonly ulong _seed;

    public ResampledModels(DeploymentProfile profile, string session, int count, ulong seed)
    {
        _seed = seed;
        _models = [.. Enumerable.Range(0, count).Select(resample =>
        {
            var random = SplitMix64.For(seed, (ulong)resample, Start);
            // A start that is slow is slow in all its parts: the same starts are drawn for all of them.
            int[] starts = [.. Enumerable.Range(0, profile.Restarts).Select(_ => random.Below(profile.Restarts))];
            var draw = 0UL;
            return new RequestModel(profile, session, seconds => Redrawn(seconds, starts, SplitMix64.For(seed, (ulong)resample, draw++)));
        })];
        _misses = Misses(profile, session);
    }

    public int Count => _models.Length;

    /// <summary>Measured over interpolated time of each anchor's parts when that anchor is left out.</summary>
    public IReadOnlyList<double> InterpolationMisses => _misses;

    /// <summary>Latency of a plan in one resample.</summary>
    public double Seconds(DeploymentPlan plan, Conditions at, int resample)
    {
        var model = _models[resample];
        return model.Cost(plan).Seconds(new(at, model.LeastSecondsPerMbit)) + Missed(plan, at, resample);
    }

    /// <summary>Work of all tiers at their profiled speeds in one resample, s.</summary>
    public double Work(DeploymentPlan plan, int resample)
    {
        var cost = _models[resample].Cost(plan);
        return cost.Mobile + cost.Edge + cost.Cloud + Missed(plan, new(), resample);
    }

    /// <summary>What a drawn miss of the interpolation adds to the inference of a plan's parts.</summary>
    private double Missed(DeploymentPlan plan, Conditions at, int resample)
    {
        var model = _models[resample];
        if (_misses.Length == 0 || plan.Cuts.All(model.Profile.Models[plan.Model].Anchors.Contains)) return 0;
        var random = SplitMix64.For(_seed, Misfit + (ulong)string.Join(',', plan.Cuts.Append(plan.Exit ?? -1)).Aggregate(17, (hash, letter) => hash * 31 + letter & 0x7fffffff), (ulong)resample);
        var inference = plan.Deployment.Tiers.Select((tier, part) => model.Part(plan, part).Inference / new LinkState(at, 0).Speed(tier)).Sum();
        return inference * (_misses[random.Below(_misses.Length)] - 1);
    }

    /// <summary>The median of redrawn requests: of each drawn start as many as it has; of all where the requests do not tell their start.</summary>
    private static double Redrawn(IReadOnlyList<double> seconds, int[] starts, SplitMix64 random)
    {
        var each = seconds.Count % starts.Length == 0 ? seconds.Count / starts.Length : 0;
        var drawn = new double[seconds.Count];
        for (var i = 0; i < drawn.Length; i++) drawn[i] = seconds[each > 0 ? (starts[i / each] * each) + random.Below(each) : random.Below(drawn.Length)];
        Array.Sort(drawn);
        return Quantile.OfSorted(drawn, 0.5);
    }

    private static double[] Misses(DeploymentProfile profile, string session)
    {
        var misses = new List<double>();
        foreach (var model in profile.Models)
            foreach (var tier in Tier.Order)
                foreach (var cut in model.Anchors.Skip(1).SkipLast(1))
                {
                    var curve = PartCurve.Of(model, tier, session, RequestModel.Median, without: cut);
                    Add(PartSide.Prefix, curve.Prefix(model.Cuts[cut].Position));
                    Add(PartSide.Suffix, curve.Suffix(model.Cuts[cut].Position));

                    void Add(PartSide side, double predicted)
                    {
                        var part = model.Parts.FirstOrDefault(part => part.Tier == tier && part.Session == session && part.Side == side && part.Cut == cut);
                        if (part is not null && predicted > 0) misses.Add(RequestModel.Median(part.Seconds) / predicted);
                    }
                }

        return [.. misses];
    }
}
