using System.Globalization;
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

    private IEnumerable<CertificateRow> Links(string label, Deployment deployment, List<TierReply> replies)
    {
        var links = deployment.Route.Select(lab.Links.Into).ToList();
        if (links.All(link => link.Mbps is null && link.DelayMs == 0)) yield break;
        // Headers cross as well, and each tier adds its times to those of the reply.
        var reply = WireSize.OfReply([.. replies[0].Outputs.Select(output => WireTensor.Of(output.Key, output.Value))], WireEncoding.Binary) + WireSize.ReplyHeaders;
        var nominal = links.Select((link, at) => (replies[0].RequestBytes + WireSize.RequestHeaders + reply + WireSize.HeaderPerTier * (links.Count - at)) / link.BytesPerSecond + 2 * link.DelayMs / 1000).Sum();
        yield return TierProbes.Row($"links to {deployment}", string.Create(CultureInfo.InvariantCulture, $"share of a request to {label}"), "s", nominal,
            [.. replies.Select(reply => reply.Breakdown.LinkSeconds)], Tolerance, "each hop stores and forwards");
    }
}
