using System.Globalization;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Experiments.Planning;

/// <summary>Rejects plans that cannot be run, before anything starts.</summary>
internal static class PlanChecks
{
    /// <exception cref="InvalidPlanException">Something in the plan cannot be; the entry is named.</exception>
    public static void Check(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Set("subjects", plan.Subjects, name => Known("subject", name, SubjectCatalog.Names));
        Set("operators", plan.Operators, name => OperatorChain.Parse(name));
        Set("deployments", plan.Deployments, DeploymentTiers.Require);
        Set("encodings", plan.Encodings, name => Known("encoding", name, ["binary", "paper"]));
        Set("sessions", plan.Sessions, name => Known("session", name, ["warm", "cold"]));
        Set("shapers", plan.Shapers, name => Known("shaper", name, ["steady", "paper-burst"]));
        Set("links", plan.Links, CheckLinks);
        Known("tiers", plan.Tiers, TierProfile.Names);
        Known("linkScale", plan.LinkScale, ["study-ratio", "nominal"]);
        Known("protocol.order", plan.Protocol.Order, ["blocks", "study"]);
        Known("protocol.restartBefore", plan.Protocol.RestartBefore, ["block", "configuration"]);
        foreach (var (subject, factor) in plan.LinkFactors ?? new Dictionary<string, double>())
        {
            Known("linkFactors: subject", subject, SubjectCatalog.Names);
            if (!(factor > 0 && double.IsFinite(factor))) throw new InvalidPlanException(Say($"linkFactors: that of '{subject}' is {factor}; a factor is a number over 0"));
        }

        AtLeast("inputs.count", plan.Inputs.Count, 1);
        AtLeast("protocol.runs", plan.Protocol.Runs, 1);
        AtLeast("protocol.warmupRuns", plan.Protocol.WarmupRuns, 0);
        AtLeast("protocol.restarts", plan.Protocol.Restarts, 1);
        AtLeast("protocol.maxRestarts", plan.Protocol.MaxRestarts, plan.Protocol.MedianWidthPct is null ? 1 : plan.Protocol.Restarts);
        AtLeast("calibrationSamples", plan.CalibrationSamples, 1);
        AtLeast("accuracySamples", plan.AccuracySamples, 0);
        if (plan.Protocol.ArrivalsPerSecond is { } rate && !(rate > 0 && double.IsFinite(rate)))
            throw new InvalidPlanException(Say($"protocol.arrivalsPerSecond is {rate}; it is a number over 0, or null for one request after the other"));
        if (!(plan.Protocol.Percentile > 0 && plan.Protocol.Percentile < 100))
            throw new InvalidPlanException(Say($"protocol.percentile is {plan.Protocol.Percentile}; it lies between 0 and 100, both excluded"));
        if (plan.Protocol.MedianWidthPct is { } width && !(width > 0 && double.IsFinite(width)))
            throw new InvalidPlanException(Say($"protocol.medianWidthPct is {width}; it is a number over 0, or null for a fixed number of restarts"));
        if (plan.Protocol is { Order: "study", RestartBefore: "block" })
            throw new InvalidPlanException("protocol.order 'study' measures one configuration after the other, so it has no blocks; set protocol.restartBefore to 'configuration'");
        if (plan.Protocol is { Order: "study", MedianWidthPct: not null })
            throw new InvalidPlanException("protocol.medianWidthPct goes on block by block, but protocol.order is 'study', which has none; set it to 'blocks'");
        foreach (var name in plan.Operators) RequireADeployment(plan, OperatorChain.Parse(name));
    }

    private static void RequireADeployment(Plan plan, OperatorChain chain)
    {
        if (plan.Deployments.Any(deployment => DeploymentTiers.PartsOf(deployment) > 1 == chain.IsPartitioned)) return;
        throw new InvalidPlanException(chain.IsPartitioned
            ? $"operator '{chain.Name}' divides the model, but no deployment of the plan has several tiers; add mobile_edge, edge_cloud or mobile_cloud"
            : $"operator '{chain.Name}' leaves the model whole, but every deployment of the plan has several tiers; add mobile, edge or cloud");
    }

    private static void CheckLinks(PlannedLinks links)
    {
        foreach (var (name, mbps) in new[] { ("mobileEdgeMbps", links.MobileEdgeMbps), ("edgeCloudMbps", links.EdgeCloudMbps) })
            if (!(mbps > 0 && double.IsFinite(mbps))) throw new InvalidPlanException(Say($"links: {name} is {mbps}; a rate is a number of Mbit/s over 0"));
    }

    private static void Set<T>(string name, IReadOnlyList<T> values, Action<T> check)
    {
        if (values is not { Count: > 0 }) throw new InvalidPlanException($"'{name}' is empty; name at least one, or leave the entry out for the default");
        foreach (var value in values) check(value ?? throw new InvalidPlanException($"'{name}' holds a null; remove it"));
        if (values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidPlanException($"'{name}' holds '{twice.Key}' twice; every row is measured once, ask for repetitions with protocol.restarts or protocol.runs");
    }

    private static void Known(string kind, string name, IReadOnlyList<string> known)
    {
        if (!known.Contains(name ?? "")) throw new InvalidPlanException($"{kind} '{name}' is unknown; closest: '{NearestName.Among(name ?? "", known, 1)[0]}' ({string.Join(", ", known)})");
    }

    private static void AtLeast(string name, int value, int least)
    {
        if (value < least) throw new InvalidPlanException(Say($"{name} is {value}; it is at least {least}"));
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
