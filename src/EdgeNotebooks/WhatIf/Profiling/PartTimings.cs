using EdgeNotebooks.Emulation;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>Which part was timed: model by its index, where and how.</summary>
internal readonly record struct PartKey(int Model, string Tier, string Session, PartSide Side, int? Cut);

/// <summary>Collects what the requests of a profile showed.</summary>
internal sealed class PartTimings(ProfileOptions options)
{
    private readonly Dictionary<PartKey, (List<double> Inference, List<double> Session)> _parts = [];
    private readonly Dictionary<string, (List<double> Before, List<double> After)> _pictures = [];
    private readonly Dictionary<string, long> _replies = [];
    private readonly Dictionary<(int Model, string Tier, string Session), List<double>> _alone = [];
    private readonly WireFit _wire = new();

    public static double Factor((double Mobile, double Edge, double Cloud)? scale, string tier) =>
        scale is not { } given ? 1 : tier switch { "mobile" => given.Mobile, "edge" => given.Edge, _ => given.Cloud };

    public void Add(PartKey key, string encoding, TierReply reply, long replyBytes)
    {
        if (!_parts.TryGetValue(key, out var part)) _parts[key] = part = ([], []);
        var request = reply.RequestBytes;
        foreach (var step in reply.Breakdown.Steps)
        {
            switch (step.Place, step.Name)
            {
                case (_, "inference"): part.Inference.Add(step.Seconds); break;
                case (_, "session"): part.Session.Add(step.Seconds); break;
                case (_, "preprocess" or "postprocess") when key.Side == PartSide.Whole: Picture(key.Tier, step); break;
                case (var link, "send"): _wire.Add(Link(link), "send", "any", request, step.Seconds); break;
                case (var link, "reply") when step.IsLink: _wire.Add(Link(link), "reply", "any", replyBytes, step.Seconds); break;
                case ("client", "encode"): _wire.Add("client", "encode", encoding, request, step.Seconds); break;
                case ("client", "decode"): _wire.Add("client", "decode", encoding, replyBytes, step.Seconds); break;
                case (var place, "encode"): _wire.Add(place, "encode", encoding, place == key.Tier ? replyBytes : request, step.Seconds); break;
                case (var place, "decode"): _wire.Add(place, "decode", encoding, request, step.Seconds); break;
                case (var place, "reply"): _wire.Add(place, "reply", encoding, replyBytes, step.Seconds); break;
                default: break;
            }
        }

        if (key.Side == PartSide.Whole) _replies[encoding] = replyBytes;
    }

    public void AddAlone(int model, string tier, string session, double latency)
    {
        if (!_alone.TryGetValue((model, tier, session), out var known)) _alone[(model, tier, session)] = known = [];
        known.Add(latency);
    }

    public IReadOnlyList<AloneRequests> Alone(int model) => [.. _alone.Where(one => one.Key.Model == model).Select(one => new AloneRequests(one.Key.Tier, one.Key.Session, Scaled(one.Value, 1)))];

    public long WholeReply(WireEncoding encoding) => _replies[encoding.ToString().ToLowerInvariant()];

    public IReadOnlyList<TimedPart> Parts(int model, (double, double, double)? scale) =>
        [.. _parts.Where(part => part.Key.Model == model).SelectMany(part => Tiers(part.Key.Tier).Select(tier => new TimedPart(tier, part.Key.Session, part.Key.Side, part.Key.Cut,
            Scaled(part.Value.Inference, Factor(scale, tier)), Scaled(part.Value.Session, Factor(scale, tier)))))];

    public IReadOnlyList<PictureCost> Pictures((double, double, double)? scale) =>
        [.. _pictures.SelectMany(one => Tiers(one.Key).Select(tier => new PictureCost(tier, Scaled(one.Value.Before, Factor(scale, tier)), Scaled(one.Value.After, Factor(scale, tier)))))];

    /// <summary>Costs of messages. With one machine for all, a forwarder's reply is taken for another encoding of its size.</summary>
    public IReadOnlyList<WireCost> Wire((double, double, double)? scale)
    {
        var costs = _wire.Costs();
        if (scale is null) return costs;
        return [.. costs.Where(cost => cost.Place is "client" or "link"), .. Tier.Order.SelectMany(tier => costs.Where(cost => cost.Place == Tier.Order[0])
            .SelectMany(cost => cost.Step == "encode" ? [cost, cost with { Step = "reply" }] : new[] { cost })
            .Select(cost => cost with { Place = tier, FixedSeconds = cost.FixedSeconds * Factor(scale, tier), SecondsPerByte = cost.SecondsPerByte * Factor(scale, tier) }))];
    }

    /// <summary>A forwarding tier's share makes its link to the next one slower; one machine for all has but one link.</summary>
    private string Link(string measured) => options.Scale is null ? measured : "link";

    private IReadOnlyList<string> Tiers(string measured) => options.Scale is null ? [measured] : Tier.Order;

    private static IReadOnlyList<double> Scaled(List<double> seconds, double factor) => [.. seconds.Select(one => Math.Round(one * factor, 7))];

    private void Picture(string tier, Step step)
    {
        if (!_pictures.TryGetValue(tier, out var costs)) _pictures[tier] = costs = ([], []);
        (step.Name == "preprocess" ? costs.Before : costs.After).Add(step.Seconds);
    }
}
