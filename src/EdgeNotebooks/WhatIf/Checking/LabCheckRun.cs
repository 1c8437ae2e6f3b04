using EdgeNotebooks.Display;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Shaping;
using EdgeNotebooks.WhatIf.Predicting;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.WhatIf.Checking;

/// <summary>Measures points, start by start, all of them in each.</summary>
internal sealed class LabCheckRun
{
    private const int MostWarmups = 40;
    private readonly DeploymentProfile _profile;
    private readonly LabCheckSettings _settings;
    private readonly CancellationToken _cancel;
    private readonly ProfileInputs _inputs;
    private readonly OnnxModel[] _models;

    public LabCheckRun(DeploymentProfile profile, OnnxModel model, LabCheckSettings settings, CancellationToken cancel)
    {
        (_profile, _settings, _cancel) = (profile, settings, cancel);
        if (ProfileInputs.FileOf(model).Sha256 != profile.Sha256)
            throw new ArgumentException($"model '{model.Label}' is not the one that was profiled ('{profile.Model}', SHA-256 {profile.Sha256[..12]}...); profile it again, or give the right file");
        if (profile.Tiers.Any(tier => tier.Mechanism == "scaled")) throw new ArgumentException("the profile's tiers are scaled from one machine; they cannot be measured here");
        _inputs = new(model, new ProfileOptions { Subject = profile.Subject });
        _models = [.. profile.Models.Select(one => one.Operator == "identity" ? model : _inputs.Quantized(out var reason) ?? throw new ArgumentException($"the model cannot be quantized as for the profile: {reason}"))];
    }

    public async Task<LabCheck> MeasureAsync()
    {
        var points = PointDraw.Of(_profile, _settings);
        var medians = points.Select(_ => new List<double>()).ToArray();
        using var work = Work.Begin("measuring what was predicted", (long)points.Count * _settings.Restarts, "points");
        var tiers = TierLimits();
        for (var restart = 0; restart < _settings.Restarts; restart++)
        {
            await using var lab = await Lab.StartAsync(tiers, cancel: _cancel, settings: Settings()).ConfigureAwait(false);
            for (var i = 0; i < points.Count; i++)
            {
                medians[i].Add(await MeasureAsync(lab, points[i]).ConfigureAwait(false));
                work.Advance();
            }
        }

        return new([.. points.Select((point, i) => new CheckedPoint(point, point.Option.Seconds, medians[i]))], _profile);
    }

    private async Task<double> MeasureAsync(Lab lab, LabPoint point)
    {
        var at = point.Conditions;
        var deployed = lab.Deploy(Parts(point.Plan), point.Option.Deployment, _profile.Subject ?? "model");
        // Loading has the links as fast as they are; the buckets are full afterwards, since setting links fills them.
        await lab.SetLinksAsync(Links.Unlimited, _cancel).ConfigureAwait(false);
        if (point.Session == "warm") await deployed.WarmAsync(_cancel).ConfigureAwait(false);
        await lab.SetLinksAsync(Links.Of(at.MobileEdgeMbps, at.EdgeCloudMbps, at.Links == LinkBehaviour.PaperBurst ? Shaper.PaperBurst : Shaper.Steady), _cancel).ConfigureAwait(false);
        var settings = new RequestSettings { Encoding = point.Plan.Encoding, IsCold = point.Session == "cold", Subject = _inputs.Picture is null ? null : _profile.Subject };
        var latencies = new List<double>();
        for (var run = -Warmups(point); run < _settings.Runs; run++)
        {
            _cancel.ThrowIfCancellationRequested();
            var reply = _inputs.Picture is { } picture ? await deployed.InferAsync(picture, settings, _cancel).ConfigureAwait(false) : await deployed.InferAsync(_inputs.Tensors, settings, _cancel).ConfigureAwait(false);
            if (run >= 0) latencies.Add(reply.LatencySeconds);
        }

        return RequestModel.Median(latencies);
    }

    /// <summary>Two requests, or as many as empty the fullest bucket where requests take more from it than their time gives back.</summary>
    private int Warmups(LabPoint point)
    {
        var state = new LinkState(point.Conditions, 0);
        if (!state.IsBurst) return 2;
        var missing = point.Option.Cost.Refill(state) - point.Option.Cost.Open(state);
        return missing <= 0 ? 2 : 2 + (int)Math.Min(MostWarmups, Math.Ceiling(LinkState.BurstSeconds / missing));
    }

    private IReadOnlyList<OnnxModel> Parts(DeploymentPlan plan)
    {
        var (model, known) = (_models[plan.Model], _profile.Models[plan.Model]);
        if (plan.Exit is { } exit) model = model.EarlyExit(known.Exits[exit].From, known.Exits[exit].To);
        return plan.Cuts.Count == 0 ? [model] : model.Partition([.. plan.Cuts.Select(cut => known.Cuts[cut].Tensors)]).Parts;
    }

    private TierProfile TierLimits()
    {
        var known = TierProfile.Scaled;
        return new("profiled", [.. _profile.Tiers.Select(tier => new Tier(tier.Name, tier.Cpus, tier.Cpus is null ? null : known[tier.Name].MemoryBytes))]);
    }

    private LabSettings Settings() => new() { HostThreads = _profile.Tiers.Any(tier => tier.Cpus is { } cpus && tier.Threads > Math.Max(1, (int)Math.Ceiling(cpus))) };
}
