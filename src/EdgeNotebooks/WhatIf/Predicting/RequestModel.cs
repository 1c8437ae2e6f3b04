using EdgeNotebooks.Statistics;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Messages;
using EdgeNotebooks.Units;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.WhatIf.Predicting;

/// <summary>What requests cost by a profile, in one session mode. The assumptions are those of <c>docs/what-if.md</c>.</summary>
internal sealed class RequestModel
{
    /// <summary>Places of messages: the client, then the tiers in their order, then the links into them.</summary>
    public const int Client = 0, FirstTier = 1, FirstLink = 4, Encode = 0, Decode = 1, Reply = 2, Send = 3;

    private static readonly string[] s_encodings = ["binary", "paper"];
    private static readonly string[] s_order = [.. Tier.Order];
    private static readonly string[] s_places = ["client", .. s_order, .. s_order.Prepend("client").Zip(s_order, (from, to) => $"{from}-{to}")];
    private static readonly string[] s_steps = ["encode", "decode", "reply", "send"];
    private readonly long[] _requests;
    private readonly long[] _replies;
    private readonly Dictionary<(int Model, string Tier), PartCurve> _curves = [];
    private readonly (double Fixed, double PerByte)[,,] _wire = new (double, double)[7, 4, 2];
    private readonly Dictionary<string, (double Before, double After)> _pictures;
    private readonly double[] _alone;

    /// <param name="profile">What was measured.</param>
    /// <param name="session"><c>warm</c> or <c>cold</c>.</param>
    /// <param name="centre">One number for the requests of a part; null for the median.</param>
    /// <exception cref="ArgumentException">The profile lacks this session mode.</exception>
    public RequestModel(DeploymentProfile profile, string session, Func<IReadOnlyList<double>, double>? centre = null)
    {
        if (!profile.Sessions.Contains(session))
            throw new ArgumentException($"the profile of '{profile.Model}' was measured with {string.Join(" and ", profile.Sessions)} sessions, not {session}; profile again with --session {session}");
        (Profile, Session) = (profile, session);
        (_requests, _replies) = ([.. s_encodings.Select(name => profile.RequestBytes[name])], [.. s_encodings.Select(name => profile.ReplyBytes[name])]);
        var middle = centre ?? Median;
        for (var model = 0; model < profile.Models.Count; model++)
            foreach (var tier in Tier.Order) _curves[(model, tier)] = PartCurve.Of(profile.Models[model], tier, session, middle);
        foreach (var cost in profile.Wire)
            for (var place = 0; place < s_places.Length; place++)
                for (var encoding = 0; encoding < s_encodings.Length; encoding++)
                    if ((cost.Place == s_places[place] || (cost.Place == "link" && place >= FirstLink)) && (cost.Encoding == "any" || cost.Encoding == s_encodings[encoding]))
                        _wire[place, Array.IndexOf(s_steps, cost.Step), encoding] = (cost.FixedSeconds, cost.SecondsPerByte);
        _pictures = profile.Pictures.ToDictionary(cost => cost.Tier, cost => (Middle(cost.PreprocessSeconds, middle), Middle(cost.PostprocessSeconds, middle)));
        LeastSecondsPerMbit = s_order.Select((_, link) => _wire[FirstLink + link, Send, 0].PerByte).Average() * 1e6 / 8;
        _alone = [.. s_order.Select(tier => AloneOn(tier, middle))];
    }

    public DeploymentProfile Profile { get; }

    public string Session { get; }

    /// <summary>What a megabit takes over a link without a limit, the mean of the three.</summary>
    public double LeastSecondsPerMbit { get; }

    public static double Median(IReadOnlyList<double> seconds) => Quantile.Median(new Sample("", seconds));

    public PartCurve Curve(int model, string tier) => _curves[(model, tier)];

    /// <summary>Seconds of a message at a place; 0 where nothing was seen.</summary>
    public double Wire(int place, int step, int encoding, long bytes)
    {
        var (constant, perByte) = _wire[place, step, encoding];
        return constant + perByte * bytes;
    }

    /// <summary>Session and inference of part <paramref name="part"/> of a plan on its tier, s.</summary>
    public (double Session, double Inference) Part(DeploymentPlan plan, int part)
    {
        var (model, curve) = (Profile.Models[plan.Model], Curve(plan.Model, plan.Deployment.Tiers[part]));
        var from = part == 0 ? null : model.Cuts[plan.Cuts[part - 1]];
        var to = part == plan.Cuts.Count ? null : model.Cuts[plan.Cuts[part]];
        var exit = plan.Exit is { } index ? model.Exits[index] : null;
        var holdsExit = exit is not null && (from is null || exit.CutsBefore.Contains(plan.Cuts[part - 1])) && (to is null || exit.CutsBehind.Contains(plan.Cuts[part]));
        return Part(curve, from, to, holdsExit ? exit : null);
    }

    /// <summary>Session and inference of the part between two cuts, without the blocks of an exit that lies in it.</summary>
    public static (double Session, double Inference) Part(PartCurve curve, ProfiledCut? from, ProfiledCut? to, ProfiledExit? exit)
    {
        var inference = (from, to) switch
        {
            (null, null) => curve.Whole,
            (null, _) => curve.Prefix(to.Position),
            (_, null) => curve.Suffix(from.Position),
            _ => curve.Middle(from.Position, to.Position),
        };
        var session = (from, to) switch
        {
            (null, null) => curve.WholeSession,
            (null, _) => curve.PrefixSession(to.WeightShare),
            (_, null) => curve.SuffixSession(from.WeightShare),
            _ => curve.MiddleSession(from.WeightShare, to.WeightShare),
        };
        if (exit is null) return (session, inference);
        var removed = curve.Removed(exit);
        // Between two cuts nothing is clamped, so that each cut adds the same whatever the other is; what is left cannot be less than nothing but for rounding.
        return from is not null && to is not null ? (session - removed.Session, inference - removed.Inference) : (Math.Max(0, session - removed.Session), Math.Max(0, inference - removed.Inference));
    }

    /// <summary>
    /// What a request takes where one tier computes, over the sum of its steps as they were timed with other tiers computing between them; 1
    /// for a divided model, and where it was not measured. For links only what they cost without a limit.
    /// </summary>
    public double Alone(Deployment deployment) => deployment.Tiers.Count > 1 ? 1 : _alone[Array.IndexOf(s_order, deployment.Tiers[0])];

    /// <summary>The whole model's request in binary on one tier over links without a limit, by the sum of its steps: s.</summary>
    public double InTurn(int model, string tier) => Cost(new(model, null, [], Deployment.Parse(tier), WireEncoding.Binary), alone: 1)
        .Seconds(new(new(double.PositiveInfinity, double.PositiveInfinity) { Links = LinkBehaviour.Steady }, LeastSecondsPerMbit));

    public (double Before, double After) Picture(string tier) => _pictures.GetValueOrDefault(tier);

    /// <summary>The cost of a plan.</summary>
    public RequestCost Cost(DeploymentPlan plan) => Cost(plan, Alone(plan.Deployment));

    private RequestCost Cost(DeploymentPlan plan, double alone)
    {
        var (count, cuts) = (plan.Deployment.Tiers.Count, Profile.Models[plan.Model].Cuts);
        Span<double> parts = stackalloc double[count];
        Span<long> seams = stackalloc long[count];
        for (var part = 0; part < count; part++)
        {
            var (session, inference) = Part(plan, part);
            parts[part] = session + inference;
            if (part < plan.Cuts.Count) seams[part] = cuts[plan.Cuts[part]].MessageBytes(plan.Encoding);
        }

        return Cost(plan.Deployment, parts, seams, plan.Encoding, alone);
    }

    /// <summary>The cost of parts with known times on the tiers of a deployment.</summary>
    /// <param name="deployment">Which tiers compute.</param>
    /// <param name="parts">Session and inference of each part, s.</param>
    /// <param name="seams">Message bytes behind each part but the last.</param>
    /// <param name="encoding">How messages are written.</param>
    public RequestCost Cost(Deployment deployment, ReadOnlySpan<double> parts, ReadOnlySpan<long> seams, WireEncoding encoding) => Cost(deployment, parts, seams, encoding, Alone(deployment));

    private RequestCost Cost(Deployment deployment, ReadOnlySpan<double> parts, ReadOnlySpan<long> seams, WireEncoding encoding, double alone)
    {
        var name = encoding == WireEncoding.Paper ? 1 : 0;
        var last = Array.IndexOf(s_order, deployment.Tiers[^1]);
        var (carry, reply) = (_requests[name], _replies[name]);
        Span<double> work = stackalloc double[3], up = stackalloc double[3], down = stackalloc double[3];
        var part = 0;
        for (var at = 0; at <= last; at++)
        {
            var tier = s_order[at];
            up[at] = (carry + WireSize.RequestHeaders) * 8e-6;
            down[at] = (reply + WireSize.ReplyHeaders + WireSize.HeaderPerTier * (last - at + 1)) * 8e-6;
            work[at] = Wire(FirstTier + at, Decode, name, carry);
            if (part < parts.Length && deployment.Tiers[part] == tier)
            {
                var (before, after) = _pictures.GetValueOrDefault(tier);
                work[at] += parts[part] + (part == 0 ? before : 0) + (part == parts.Length - 1 ? after : 0);
                if (part < parts.Length - 1) carry = seams[part];
                part++;
            }

            work[at] += at == last ? Wire(FirstTier + at, Encode, name, reply) : Wire(FirstTier + at, Encode, name, carry) + Wire(FirstTier + at, Reply, name, reply);
        }

        var links = last + 1;
        var constant = Wire(Client, Decode, name, reply);
        for (var link = FirstLink; link < FirstLink + links; link++) constant += Wire(link, Send, name, 0) + Wire(link, Reply, name, 0);
        return new(constant * alone, work[0] * alone, work[1] * alone, work[2] * alone, up[0], up[1], up[2], down[0], down[1], down[2], links);
    }

    private double AloneOn(string tier, Func<IReadOnlyList<double>, double> middle)
    {
        double[] ratios = [.. Profile.Models.SelectMany((model, i) => model.Alone.Where(one => one.Tier == tier && one.Session == Session).Select(one => middle(one.Seconds) / InTurn(i, tier)))];
        return ratios.Length == 0 ? 1 : ratios.Average();
    }

    private static double Middle(IReadOnlyList<double> seconds, Func<IReadOnlyList<double>, double> middle) => seconds.Count == 0 ? 0 : middle(seconds);
}
