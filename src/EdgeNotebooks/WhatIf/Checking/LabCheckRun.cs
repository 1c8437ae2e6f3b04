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

/// <summary>Measures points, start by start, all of them in each; points at other speeds of the tiers have starts of their own.</summary>
internal sealed class LabCheckRun
{
    private const int Warmups = 3;
    private readonly DeploymentProfile _profile;
    private readonly LabCheckSettings _settings;
    private readonly CancellationToken _cancel;
    private readonly ProfileInputs _inputs;
    private readonly QuietMoments _moments = new();
    private readonly OnnxModel[] _models;

    public LabCheckRun(DeploymentProfile profile, OnnxModel model, LabCheckSettings settings, CancellationToken cancel)
    {
        (_profile, _settings, _cancel) = (profile, settings, cancel);
        if (ProfileInputs.FileOf(model).Sha256 != profile.Sha256)
            throw new ArgumentException($"model '{model.Label}' is not the one that was profiled ('{profile.Model}', SHA-256 {profile.Sha256[..12]}...); profile it again, or give the right file");
        if (profile.Tiers.Any(tier => !tier.IsOfThisMachine)) throw new ArgumentException("the profile's tiers are scaled from one machine, or ran elsewhere; they cannot be measured here");
        _inputs = new(model, new ProfileOptions { Subject = profile.Subject });
        _models = [.. profile.Models.Select(one => one.Operator == "identity" ? model : _inputs.Quantized(out var reason) ?? throw new ArgumentException($"the model cannot be quantized as for the profile: {reason}"))];
    }

    /// <inheritdoc cref="QuietMoments.Share"/>
    public double Quiet => _moments.Share;

    /// <summary>The share for the end of a sentence.</summary>
    public static string InWords(double quiet) => double.IsNaN(quiet) ? "" : FormattableString.Invariant($"; {quiet * 100:0} % measured in quiet moments of the machine");

    public async Task<IReadOnlyList<CheckedPoint>> MeasureAsync(IReadOnlyList<LabPoint> points)
    {
        var medians = new Dictionary<LabPoint, List<double>>(ReferenceEqualityComparer.Instance);
        foreach (var point in points) medians.Add(point, []);
        using var work = Work.Begin("measuring what was predicted", (long)points.Count * _settings.Restarts, "points");
        for (var restart = 0; restart < _settings.Restarts; restart++)
        {
            foreach (var together in points.GroupBy(point => (point.Conditions.MobileSpeed, point.Conditions.EdgeSpeed, point.Conditions.CloudSpeed)))
            {
                await using var lab = await Lab.StartAsync(TierLimits(together.First().Conditions), cancel: _cancel, settings: Settings()).ConfigureAwait(false);
                var kinds = together.Select(Request).Distinct();
                await FreshTiers.SettleAsync(lab, _models[0], _profile.Subject ?? "model", kinds, SendAsync, _cancel).ConfigureAwait(false);
                foreach (var point in together)
                {
                    medians[point].Add(await MeasureAsync(lab, point).ConfigureAwait(false));
                    work.Advance();
                }
            }
        }

        return [.. points.Select(point => new CheckedPoint(point, point.Option.Seconds, medians[point]))];
    }

    private RequestSettings Request(LabPoint point) => _inputs.Request(point.Plan.Encoding, point.Session == "cold");

    private Task<TierReply> SendAsync(DeployedModel deployed, RequestSettings settings) =>
        _inputs.Picture is { } picture ? deployed.InferAsync(picture, settings, _cancel) : deployed.InferAsync(_inputs.Tensors, settings, _cancel);

    private async Task<double> MeasureAsync(Lab lab, LabPoint point)
    {
        var at = point.Conditions;
        var deployed = lab.Deploy(Parts(point.Plan), point.Option.Deployment, _profile.Subject ?? "model");
        // Loading has the links as fast as they are; the buckets are full afterwards, since setting links fills them.
        await lab.SetLinksAsync(Links.Unlimited, _cancel).ConfigureAwait(false);
        if (point.Session == "warm") await deployed.WarmAsync(_cancel).ConfigureAwait(false);
        await lab.SetLinksAsync(Links.Of(at.MobileEdgeMbps, at.EdgeCloudMbps, at.Links == LinkBehaviour.PaperBurst ? Shaper.PaperBurst : Shaper.Steady), _cancel).ConfigureAwait(false);
        var settings = Request(point);
        for (var run = 0; run < Warmups; run++) await SendAsync(deployed, settings).ConfigureAwait(false);
        if (!EmptiesABucket(point))
        {
            var all = new List<double>();
            while (!IsEnough(all)) all.AddRange(await _moments.MeasureAsync(() => LatenciesAsync(deployed, settings, some => some.Sum() >= QuietMoments.Seconds), _cancel).ConfigureAwait(false));
            return RequestModel.Median(all);
        }

        // A bucket that requests empty in the end may take hundreds of them: it begins empty, but not before the first requests, which are so
        // slow that it would fill again, as it would in a pause.
        return RequestModel.Median(await _moments.MeasureAsync(async () =>
        {
            foreach (var tier in point.Option.Deployment.Route) await new TierProbes(lab, _cancel).DrainAsync(lab.Tier(tier)).ConfigureAwait(false);
            return await LatenciesAsync(deployed, settings, IsEnough).ConfigureAwait(false);
        }, _cancel).ConfigureAwait(false));
    }

    private bool IsEnough(List<double> latencies) => latencies.Count >= _settings.Runs && latencies.Sum() >= _settings.LeastSeconds;

    private async Task<List<double>> LatenciesAsync(DeployedModel deployed, RequestSettings settings, Func<List<double>, bool> isEnough)
    {
        var latencies = new List<double>();
        do
        {
            _cancel.ThrowIfCancellationRequested();
            latencies.Add((await SendAsync(deployed, settings).ConfigureAwait(false)).LatencySeconds);
        }
        while (!isEnough(latencies));
        return latencies;
    }

    /// <summary>Whether requests take more from a bucket than their time gives back.</summary>
    private static bool EmptiesABucket(LabPoint point)
    {
        var state = new LinkState(point.Conditions, 0);
        return state.IsBurst && point.Option.Cost.Refill(state) > point.Option.Cost.Open(state);
    }

    private IReadOnlyList<OnnxModel> Parts(DeploymentPlan plan)
    {
        var (model, known) = (_models[plan.Model], _profile.Models[plan.Model]);
        if (plan.Exit is { } exit) model = model.EarlyExit(known.Exits[exit].From, known.Exits[exit].To);
        return plan.Cuts.Count == 0 ? [model] : model.Partition([.. plan.Cuts.Select(cut => known.Cuts[cut].Tensors)]).Parts;
    }

    private TierProfile TierLimits(Conditions at)
    {
        var known = TierProfile.Scaled;
        return new("profiled", [.. _profile.Tiers.Select(tier => new Tier(tier.Name, tier.Cpus * at.Speed(tier.Name), tier.Cpus is null ? null : known[tier.Name].MemoryBytes))]);
    }

    private LabSettings Settings() => new() { HostThreads = _profile.Tiers.Any(tier => tier.Cpus is { } cpus && tier.Threads > Math.Max(1, (int)Math.Ceiling(cpus))) };
}
