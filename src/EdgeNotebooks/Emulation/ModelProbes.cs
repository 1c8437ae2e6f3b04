using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Emulation;

/// <summary>
/// Measures the emulation at the scale of real requests: how the tiers' inference times are to each other, and how long the links
/// take for what crosses them. Taken on tiers that have answered such requests for a while.
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
        // Handling a message takes a tier some time without any limit of its link; links elsewhere cannot be set to none.
        Dictionary<string, List<TierReply>>? unlimited = null;
        var links = lab.Links;
        try
        {
            await FreshTiers.SettleAsync(lab, model, label, [new RequestSettings()], (deployed, request) => deployed.InferAsync(inputs, request, cancel), cancel).ConfigureAwait(false);
            if (!lab.IsRemote) unlimited = await AskAsync(label, targets, inputs).ConfigureAwait(false);
        }
        finally
        {
            // Also for who goes on with the lab after stopping this.
            if (!lab.IsRemote) await lab.SetLinksAsync(links, CancellationToken.None).ConfigureAwait(false);
        }

        var replies = await AskAsync(label, targets, inputs).ConfigureAwait(false);
        return [.. Ratios(label, replies), .. targets.SelectMany(target => Links(label, target.Deployment, replies[target.Deployment.Name], unlimited?[target.Deployment.Name]))];
    }

    private async Task<Dictionary<string, List<TierReply>>> AskAsync(string label, List<DeployedModel> targets, IReadOnlyDictionary<string, Tensor> inputs)
    {
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

        return replies;
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

    /// <summary>What each limit adds, beside what crosses its link: headers too, and the times that every tier behind it adds to a reply.</summary>
    private IEnumerable<CertificateRow> Links(string label, Deployment deployment, List<TierReply> replies, List<TierReply>? unlimited)
    {
        var reply = WireSize.OfReply([.. replies[0].Outputs.Select(output => WireTensor.Of(output.Key, output.Value))], WireEncoding.Binary) + WireSize.ReplyHeaders;
        for (var at = 0; at < deployment.Route.Count; at++)
        {
            var link = lab.Links.Into(deployment.Route[at]);
            if (link.Mbps is null && link.DelayMs == 0) continue;
            var place = $"{(at == 0 ? "client" : deployment.Route[at - 1])}-{deployment.Route[at]}";
            var nominal = (replies[0].RequestBytes + WireSize.RequestHeaders + reply + WireSize.HeaderPerTier * (deployment.Route.Count - at)) / link.BytesPerSecond + 2 * link.DelayMs / 1000;
            var handling = unlimited is null ? 0 : unlimited.Select(one => one.Breakdown.SecondsOf(place)).Order().ElementAt(Rounds / 2);
            yield return TierProbes.Row($"link {place}", $"{(unlimited is null ? "time on it" : "what its limit adds")}, request to {label} on {deployment}", "s", nominal,
                [.. replies.Select(one => one.Breakdown.SecondsOf(place) - handling)], Tolerance, "store and forward");
        }
    }
}
