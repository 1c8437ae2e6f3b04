using System.Globalization;
using System.Text.Json.Nodes;
using EdgeNotebooks.Display;
using EdgeNotebooks.Experiments.Measuring;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.Experiments;

/// <summary>What a plan will do, before it does it.</summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record PlanOutline : IDisplay
{
    private const double StartSeconds = 3;
    private const double CertificateSeconds = 45;
    private const double SentinelSeconds = 2;
    private const double OverheadSeconds = 0.01;

    /// <summary>The plan.</summary>
    public required Plan Plan { get; init; }

    /// <summary>Number of configurations.</summary>
    public required int Configurations { get; init; }

    /// <summary>Requests that will be sent.</summary>
    public required long Requests { get; init; }

    /// <summary>How often the tiers are started.</summary>
    public required int Starts { get; init; }

    /// <summary>
    /// About how long it takes, in seconds, or null where a model is missing: a probe of each unchanged model on this machine, divided by
    /// each tier's share of processors, the picture over each link, 3 s per start, 45 s per certificate and 2 s per sentinel; seams, which
    /// may be larger than pictures, operators and accuracy are left out.
    /// </summary>
    public double? EstimateSeconds { get; init; }

    /// <summary>What <c>study-ratio</c> multiplies rates by on this machine now, by subject; empty for nominal rates or missing models.</summary>
    public IReadOnlyDictionary<string, double> LinkFactors { get; init; } = new Dictionary<string, double>();

    /// <summary>Why it cannot run on this machine: its tiers ask for more processors or memory than there are; empty where it can.</summary>
    public string Obstacle { get; init; } = "";

    /// <summary>Subjects whose model is not on this machine yet.</summary>
    public IReadOnlyList<string> MissingModels { get; init; } = [];

    /// <summary>Looks at a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="shard">A part of it, <c>I/N</c>.</param>
    /// <exception cref="InvalidPlanException">It cannot be run.</exception>
    public static PlanOutline Of(Plan plan, string shard = "1/1")
    {
        var schedule = Schedule.Of(plan, Shard.Parse(shard));
        foreach (var subject in plan.Subjects.Where(_ => plan.Inputs.Folder is { Length: > 0 })) InputSet.Of(plan.Inputs, subject);
        var catalog = SubjectCatalog.Default();
        var probes = new Dictionary<string, SubjectProbe>();
        string[] missing = [.. plan.Subjects.Where(subject => catalog.Find(subject).Path is null)];
        if (missing.Length == 0) probes = plan.Subjects.ToDictionary(subject => subject, subject => SubjectProbe.Of(catalog.Find(subject), plan));
        return new()
        {
            Plan = plan,
            LinkFactors = plan.LinkScale == "nominal" ? new Dictionary<string, double>() : probes.ToDictionary(probe => probe.Key, probe => probe.Value.LinkFactor),
            Configurations = schedule.Setups.Count,
            Requests = schedule.Requests,
            Starts = schedule.Starts,
            MissingModels = missing,
            Obstacle = ObstacleOf(plan),
            EstimateSeconds = missing.Length > 0 ? null : Estimate(schedule, probes),
        };
    }

    /// <summary>As the command prints it with <c>--json</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["plan"] = JsonNode.Parse(Plan.ToJson()),
        ["configurations"] = Configurations,
        ["requests"] = Requests,
        ["starts"] = Starts,
        ["estimateSeconds"] = EstimateSeconds,
        ["linkFactors"] = new JsonObject(LinkFactors.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))),
        ["obstacle"] = Obstacle,
        ["missingModels"] = new JsonArray([.. MissingModels.Select(subject => JsonValue.Create(subject))]),
    };

    /// <inheritdoc/>
    public string Render(string mimeType) => $"<pre>{HtmlText.Encode(ToString())}</pre>";

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n',
    [
        $"plan {Plan.Name}", $"  subjects     {string.Join(' ', Plan.Subjects)}", $"  operators    {string.Join(' ', Plan.Operators)}",
        $"  deployments  {string.Join(' ', Plan.Deployments)}", $"  links        {string.Join(", ", Plan.Links)} ({Plan.LinkScale}, {string.Join(' ', Plan.Shapers)})",
        .. LinkFactors.Count > 0 ? [$"  link factors {string.Join(", ", LinkFactors.Select(one => Say($"{one.Key} {one.Value:0.###}")))} (measured now; fix them with linkFactors for several machines)"] : Array.Empty<string>(),
        $"  tiers        {TierProfile.Named(Plan.Tiers)}; encodings {string.Join(' ', Plan.Encodings)}; sessions {string.Join(' ', Plan.Sessions)}",
        Say($"  protocol     {Plan.Protocol.Restarts} restarts x ({Plan.Protocol.WarmupRuns} warm-up + {Plan.Protocol.Runs}) runs x {Plan.Inputs.Count} inputs, order {Plan.Protocol.Order}"),
        Say($"{Configurations} configurations, {Requests} requests, {Starts} starts of the tiers"),
        EstimateSeconds is { } seconds ? Say($"about {seconds / 60:0.0} minutes on this machine (a probe of the unchanged models; seams and operators not counted)")
            : $"no estimate: no model yet of {string.Join(", ", MissingModels)}",
        .. Obstacle.Length > 0 ? [$"cannot run on this machine: {Obstacle}"] : Array.Empty<string>(),
    ]);

    private static double Estimate(Schedule schedule, Dictionary<string, SubjectProbe> probes)
    {
        var settings = schedule.Setups.Select(setup => (setup.Subject, setup.Links, setup.Shaper)).Distinct().ToArray();
        var rates = settings.SelectMany(one => new[] { (one.Subject, one.Shaper, "near", one.Links.MobileEdgeMbps), (one.Subject, one.Shaper, "far", one.Links.EdgeCloudMbps) }).Distinct()
            .GroupBy(rate => (rate.Subject, rate.Shaper)).Sum(group => Math.Max(group.Count(rate => rate.Item3 == "near"), group.Count(rate => rate.Item3 == "far")));
        return schedule.Starts * StartSeconds + rates * CertificateSeconds + (schedule.Starts + 1) * SentinelSeconds
            + schedule.Episodes.Sum(episode => schedule.RequestsPerEpisode * (OverheadSeconds + probes[episode.Setup.Subject].SecondsOf(episode.Setup)));
    }

    private static string ObstacleOf(Plan plan)
    {
        try
        {
            TierNeeds.Check(plan);
            return "";
        }
        catch (Exception e) when (e is InvalidPlanException or TierLimitException)
        {
            return e.Message;
        }
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
