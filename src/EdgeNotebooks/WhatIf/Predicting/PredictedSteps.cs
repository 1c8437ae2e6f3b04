using EdgeNotebooks.Emulation;
using EdgeNotebooks.Transport;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.WhatIf.Predicting;

/// <summary>A predicted request in the steps of a measured one. They add up to the predicted median and the client's encoding.</summary>
internal static class PredictedSteps
{
    public static Breakdown Of(RequestModel model, DeploymentPlan plan, Conditions at)
    {
        var (cost, state) = (model.Cost(plan), new LinkState(at, model.LeastSecondsPerMbit));
        var (encoding, route) = (plan.Encoding == WireEncoding.Paper ? 1 : 0, plan.Deployment.Route);
        var (profile, alone) = (model.Profile, model.Alone(plan.Deployment));
        var (request, reply) = (profile.RequestBytes[plan.Encoding.ToString().ToLowerInvariant()], profile.ReplyBytes[plan.Encoding.ToString().ToLowerInvariant()]);
        var (carry, part) = (request, 0);
        var hops = new List<(HopTimes Hop, double Link)>();
        double[] up = [cost.Up0, cost.Up1, cost.Up2], down = [cost.Down0, cost.Down1, cost.Down2];
        for (var i = 0; i < route.Count; i++)
        {
            var (tier, speed) = (route[i], state.Speed(route[i]) / alone);
            var headers = WireSize.RequestHeaders * 8e-6;
            var crossing = i == 2 ? state.Far(up[i]) : state.Near(up[i]);
            var body = crossing * (1 - headers / up[i]);
            var parts = new List<KeyValuePair<string, double>> { new(HopTimes.Receive, model.Wire(RequestModel.FirstLink + i, RequestModel.Send, encoding, 0) * alone + body), new("decode", model.Wire(RequestModel.FirstTier + i, RequestModel.Decode, encoding, carry) / speed) };
            if (part < plan.Deployment.Tiers.Count && plan.Deployment.Tiers[part] == tier)
            {
                var (session, inference) = model.Part(plan, part);
                var (before, after) = model.Picture(tier);
                if (part == 0) parts.Add(new("preprocess", before / speed));
                parts.AddRange([new("session", session / speed), new("inference", inference / speed)]);
                if (part == plan.Cuts.Count) parts.Add(new("postprocess", after / speed));
                else carry = profile.Models[plan.Model].Cuts[plan.Cuts[part]].MessageBytes(plan.Encoding);
                part++;
            }

            parts.Add(new("encode", model.Wire(RequestModel.FirstTier + i, RequestModel.Encode, encoding, i == route.Count - 1 ? reply : carry) / speed));
            if (i < route.Count - 1) parts.Add(new("reply", model.Wire(RequestModel.FirstTier + i, RequestModel.Reply, encoding, reply) / speed));
            var back = model.Wire(RequestModel.FirstLink + i, RequestModel.Reply, encoding, 0) * alone + crossing - body + (i == 2 ? state.Far(down[i]) : state.Near(down[i])) + state.RoundTrip;
            hops.Add((new(tier, parts), back));
        }

        var decode = model.Wire(RequestModel.Client, RequestModel.Decode, encoding, reply) * alone;
        var waiting = cost.Seconds(state) - Open(hops) - decode;
        return Breakdown.Of(model.Wire(RequestModel.Client, RequestModel.Encode, encoding, request), Math.Max(0, waiting) + Open(hops), Nested(hops, Math.Max(0, waiting)), decode);
    }

    private static double Open(List<(HopTimes Hop, double Link)> hops) => hops.Sum(one => one.Link + one.Hop.Parts.Sum(part => part.Value));

    /// <summary>Adds to each tier what it waits for the next one, and its total. What a bucket needs to refill is waited for on the first link.</summary>
    private static List<HopTimes> Nested(List<(HopTimes Hop, double Link)> hops, double waiting)
    {
        var (nested, onward) = (new List<HopTimes>(), 0.0);
        for (var i = hops.Count - 1; i >= 0; i--)
        {
            var (hop, link) = hops[i];
            var parts = hop.Parts.ToList();
            if (i == 0 && waiting > 0) parts[0] = new(HopTimes.Receive, parts[0].Value + waiting);
            if (i < hops.Count - 1) parts.Add(new(HopTimes.Forward, onward));
            var total = parts.Sum(part => part.Value);
            parts.Add(new(HopTimes.Total, total));
            nested.Insert(0, new(hop.Tier, parts));
            onward = total + link;
        }

        return nested;
    }
}
