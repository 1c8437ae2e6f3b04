using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Messages;
using EdgeNotebooks.Units;
using EdgeNotebooks.WhatIf.Predicting;
using EdgeNotebooks.WhatIf.Profiling;
using EdgeNotebooks.WhatIf.Searching;

namespace EdgeNotebooks.WhatIf.Checking;

/// <summary>
/// Points for a check: deployments, shapers, encodings, session modes and precisions in turn, rates and cuts at random; cuts whose parts
/// were timed are not taken where there are others.
/// </summary>
internal static class PointDraw
{
    private static readonly double[] s_near = [2, 5, 10, 20, 50, 100];
    private static readonly double[] s_far = [1, 2, 5, 10, 20, 50];

    public static IReadOnlyList<LabPoint> Of(DeploymentProfile profile, LabCheckSettings settings)
    {
        var points = new List<LabPoint>();
        var models = profile.Sessions.ToDictionary(session => session, session => new RequestModel(profile, session));
        var random = SplitMix64.For((ulong)settings.Seed, 5, 0);
        for (var i = 0; i < settings.Points; i++)
        {
            // Sizes that share no factor, so that every pair of two choices comes up.
            var deployment = Deployment.All[i % Deployment.All.Count];
            var shaper = (i + i / 14) % 2 == 0 ? LinkBehaviour.Steady : LinkBehaviour.PaperBurst;
            var encoding = (i / 2 + i / 7) % 2 == 0 ? WireEncoding.Binary : WireEncoding.Paper;
            var session = profile.Sessions[(i / 4 + i / 7) % profile.Sessions.Count];
            var model = (i / 3) % profile.Models.Count;
            points.Add(Draw(profile, models[session], settings, deployment, shaper, encoding, session, model, ref random)
                ?? throw new ArgumentException(FormattableString.Invariant($"no point on '{deployment}' is predicted to answer within {settings.MaxSeconds} s; allow longer ones")));
        }

        return points;
    }

    private static LabPoint? Draw(DeploymentProfile profile, RequestModel requests, LabCheckSettings settings, Deployment deployment, LinkBehaviour shaper, WireEncoding encoding, string session, int model,
        ref SplitMix64 random)
    {
        for (var attempt = 0; attempt < 500; attempt++)
        {
            var at = new Conditions(s_near[random.Below(s_near.Length)], s_far[random.Below(s_far.Length)]) { Links = shaper };
            if (Plan(profile.Models[model], model, deployment, encoding, ref random) is not { } plan) continue;
            var cost = requests.Cost(plan);
            var seconds = cost.Seconds(new(at, requests.LeastSecondsPerMbit));
            var loss = OptionWalk.LossOf(profile, plan.Model, plan.Exit ?? -1);
            if (seconds <= settings.MaxSeconds) return new(new(profile, plan, cost, double.IsNaN(loss) ? null : loss, seconds), at, session);
        }

        return null;
    }

    private static DeploymentPlan? Plan(ProfiledModel known, int model, Deployment deployment, WireEncoding encoding, ref SplitMix64 random)
    {
        int? exit = known.Exits.Count > 0 && random.Below(3) == 0 ? random.Below(known.Exits.Count) : null;
        int[] valid = exit is { } one ? [.. known.Exits[one].CutsBefore, .. known.Exits[one].CutsBehind] : [.. Enumerable.Range(0, known.Cuts.Count)];
        var unseen = valid.Except(known.Anchors).ToArray();
        if (unseen.Length > 1) valid = unseen;
        var cuts = new int[deployment.Tiers.Count - 1];
        if (cuts.Length > valid.Length) return null;
        for (var i = 0; i < cuts.Length; i++) cuts[i] = valid[random.Below(valid.Length)];
        if (cuts.Length == 2 && !NodeSet.IsBefore(NodeSet.Read(known.Cuts[cuts[0]].Before), NodeSet.Read(known.Cuts[cuts[1]].Before)))
        {
            Array.Reverse(cuts);
            if (!NodeSet.IsBefore(NodeSet.Read(known.Cuts[cuts[0]].Before), NodeSet.Read(known.Cuts[cuts[1]].Before))) return null;
        }

        return new(model, exit, cuts, deployment, encoding);
    }
}
