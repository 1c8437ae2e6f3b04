using EdgeNotebooks.Tiers;
using EdgeNotebooks.Units;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.WhatIf.Predicting;

/// <summary>
/// How sure a prediction is of another start of the tiers: the timed requests of every part redrawn within their starts, all parts moved
/// together as starts move them, and for parts between anchors one of the misses that the interpolation makes where an anchor is left out.
/// </summary>
/// <remarks>
/// With n starts whose logarithms r[s] lie about their mean, a part is moved by sum w[s] r[s], the w independent normal with variance
/// (1 + 1/n)/(n - 1), over the root of a mean of n - 1 squared normals: a draw of the (multivariate) t distribution that predicts one more
/// start. Redrawing three starts instead would never leave their range. Source: Gelman et al., Bayesian Data Analysis, 3rd ed., section 3.6.
/// </remarks>
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
        var starts = new StartEffects(profile.Restarts);
        _models = [.. Enumerable.Range(0, count).Select(resample =>
        {
            var random = SplitMix64.For(seed, (ulong)resample, Start);
            var weights = starts.Draw(ref random);
            var draw = 0UL;
            return new RequestModel(profile, session, seconds => starts.Redrawn(seconds, weights, SplitMix64.For(seed, (ulong)resample, draw++)));
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
