using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Emulation;

/// <summary>
/// Measures the emulation at the scale of real requests: how the tiers' inference times are to each other, and how long the links
/// take for what crosses them.
/// </summary>
internal sealed class ModelProbes(Lab lab, CancellationToken cancel)
{
    private const double Tolerance = 15;
    private const int Warmup = 3;

    /// <summary>More than the fewest, since a request of some milliseconds is easily disturbed.</summary>
    private const int Rounds = 21;

    /// <summary>Rows for a whole model on each tier.</summary>
    public async Task<IReadOnlyList<CertificateRow>> MeasureAsync(OnnxModel model, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var label = Path.GetFileName(model.Label);
        var targets = Tier.Order.Where(name => lab.Tiers.Any(tier => tier.Tier.Name == name)).Select(name => lab.Deploy(model, Deployment.Parse(name))).ToList();
        var links = lab.Links;
        await FreshTiers.SettleAsync(lab, model, label, [new RequestSettings()], (deployed, request) => deployed.InferAsync(inputs, request, cancel), cancel).ConfigureAwait(false);
        if (!lab.IsRemote) await lab.SetLinksAsync(links, cancel).ConfigureAwait(false);
        using var work = Display.Work.Begin($"certifying with {label}", targets.Count * (Warmup + Rounds), "requests");
        var replies = targets.ToDictionary(target => target.Deployment.Name, _ => new List<TierReply>());
        for (var round = -Warmup; round < Rounds; round++)
        {
            foreach (var target in targets)
            {
                foreach (var tier in target.Deployment.Route) await new TierProbes(lab, cancel).DrainAsync(lab.Tier(tier)).ConfigureAwait(false);
                var reply = await target.InferAsync(inputs, cancel: cancel).ConfigureAwait(false);
                if (round >= 0) replies[target.Deployment.Name].Add(reply);
                work.Advance();
            }
        }

        return [.. Ratios(label, replies), .. targets.SelectMany(target => Links(label, target.Deployment, replies[target.Deployment.Name]))];
    }

    private IEnumerable<CertificateRow> Ratios(string label, Dictionary<string, List<TierReply>> replies)
    {
        var limited = lab.Tiers.Where(tier => tier.Tier.Cpus is not null).ToList();
        if (limited.Count < 2) yield break;
        var best = limited.MaxBy(tier => tier.Tier.Cpus!.Value)!;
        foreach (var tier in limited.Where(tier => tier != best))
        {
            yield return TierProbes.Row($"{tier.Tier.Name} over {best.Tier.Name}", $"compute ratio, inference of {label}", "x", best.Tier.Cpus!.Value / tier.Tier.Cpus!.Value,
                [.. replies[tier.Tier.Name].Zip(replies[best.Tier.Name], (one, other) => one.Breakdown.InferenceSeconds / other.Breakdown.InferenceSeconds)], Tolerance, tier.Status.CpuMechanism);
        }
    }

    /// <summary>Each link that is limited: what crosses it, headers too, and the times that every tier behind it adds to a reply.</summary>
    private IEnumerable<CertificateRow> Links(string label, Deployment deployment, List<TierReply> replies)
    {
        var reply = WireSize.OfReply([.. replies[0].Outputs.Select(output => WireTensor.Of(output.Key, output.Value))], WireEncoding.Binary) + WireSize.ReplyHeaders;
        for (var at = 0; at < deployment.Route.Count; at++)
        {
            var link = lab.Links.Into(deployment.Route[at]);
            if (link.Mbps is null && link.DelayMs == 0) continue;
            var place = $"{(at == 0 ? "client" : deployment.Route[at - 1])}-{deployment.Route[at]}";
            var nominal = (replies[0].RequestBytes + WireSize.RequestHeaders + reply + WireSize.HeaderPerTier * (deployment.Route.Count - at)) / link.BytesPerSecond + 2 * link.DelayMs / 1000;
            yield return TierProbes.Row($"link {place}", $"share of a request to {label} on {deployment}", "s", nominal,
                [.. replies.Select(one => one.Breakdown.Steps.Where(step => step.Place == place).Sum(step => step.Seconds))], Tolerance, "store and forward");
        }
    }
}
