using EdgeNotebooks.Display;

namespace EdgeNotebooks.Experiments.Planning;

/// <summary>
/// What is to be measured, as a value: every combination of the sets that exists (an operator that partitions on deployments of
/// several tiers, the others on single ones), under one protocol. The same as JSON: see <see cref="PlanJson"/>.
/// </summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record Plan : IDisplay
{
    /// <summary>How results refer to it.</summary>
    public string Name { get; init; } = "own";

    /// <summary>Subjects, such as <c>resnet_mini</c>.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = ["resnet_mini", "resnext_mini", "fcn_mini", "duc_mini"];

    /// <summary>Operators, such as <c>quantize_earlyexit_partition</c>.</summary>
    public IReadOnlyList<string> Operators { get; init; } = OperatorChain.Study;

    /// <summary>Deployments, such as <c>mobile_edge</c>.</summary>
    public IReadOnlyList<string> Deployments { get; init; } = DeploymentTiers.Study;

    /// <summary>Rates of the links.</summary>
    public IReadOnlyList<PlannedLinks> Links { get; init; } = [PlannedLinks.Study];

    /// <summary>
    /// <c>nominal</c>: links have the rates above; <c>study-ratio</c>: both rates of a subject are multiplied by one factor, so that sending
    /// its picture over edge-cloud takes as many times the unchanged model's computing on edge as in the study. Meant for small subjects,
    /// which would otherwise hardly notice a link. Other ratios (seam to picture, cloud to edge) stay what they are.
    /// </summary>
    public string LinkScale { get; init; } = "study-ratio";

    /// <summary>
    /// The factor of <c>study-ratio</c> by subject instead of one measured where the plan runs, so that several machines, or shards, have
    /// the same links; null (the default) to measure it. <c>edgenb experiment plan</c> prints what would be measured here.
    /// </summary>
    public IReadOnlyDictionary<string, double>? LinkFactors { get; init; }

    /// <summary>How tensors and pictures travel: <c>binary</c>, or <c>paper</c> (base64 in JSON).</summary>
    public IReadOnlyList<string> Encodings { get; init; } = ["binary"];

    /// <summary><c>warm</c>: models stay loaded; <c>cold</c>: each request loads its model, as in the study.</summary>
    public IReadOnlyList<string> Sessions { get; init; } = ["warm"];

    /// <summary>How links hold their rate: <c>steady</c>, or <c>paper-burst</c> (the first second's worth passes freely).</summary>
    public IReadOnlyList<string> Shapers { get; init; } = ["steady"];

    /// <summary>
    /// Limits of the tiers, one of <see cref="Tiers.TierProfile.Names"/>: <c>scaled</c> (the study's ratios of processors on this machine),
    /// <c>paper</c>, <c>unlimited</c>, or <c>paper-ratio:SUBJECT</c> (the ratios of compute time that a subject of the study had).
    /// </summary>
    public string Tiers { get; init; } = "scaled";

    /// <summary>What is sent.</summary>
    public PlannedInputs Inputs { get; init; } = new();

    /// <summary>How often and in what order.</summary>
    public Protocol Protocol { get; init; } = new();

    /// <summary>Pictures that quantization is calibrated with, at least 1.</summary>
    public int CalibrationSamples { get; init; } = 100;

    /// <summary>Held-out pictures that each operator's accuracy is measured on, once; 0 for none.</summary>
    public int AccuracySamples { get; init; } = 300;

    /// <summary>Where every order drawn begins.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Minutes on two cores: small subjects, scaled tiers and links, 3 restarts x 10 kept rows per configuration.</summary>
    public static Plan Quick { get; } = new() { Name = "quick" };

    /// <summary>
    /// For comparing fairly: warm, binary, steady; the start of the processes is the unit of replication, 6 restarts per configuration in
    /// random blocks, each with processes of its own, and up to 12 while a median's interval is wider than a tenth of it.
    /// </summary>
    public static Plan Fair { get; } = new()
    {
        Name = "fair",
        Inputs = new() { Count = 10 },
        Protocol = new() { Restarts = 6, Runs = 2, WarmupRuns = 1, RestartBefore = "configuration", MedianWidthPct = 10, MaxRestarts = 12, Percentile = 90 },
        AccuracySamples = 2000,
    };

    /// <summary>
    /// The study's protocol on its full-size subjects: 100 pictures, 6 runs of which the first does not count, one start per
    /// configuration, cold sessions, base64, bursting links of 200 and 1 Mbit/s, the study's order.
    /// </summary>
    public static Plan Paper { get; } = new()
    {
        Name = "paper",
        Subjects = ["resnet", "resnext", "fcn", "duc"],
        LinkScale = "nominal",
        Encodings = ["paper"],
        Sessions = ["cold"],
        Shapers = ["paper-burst"],
        Inputs = new() { Count = 100 },
        Protocol = new() { Restarts = 1, Runs = 5, WarmupRuns = 1, Order = "study", RestartBefore = "configuration", Percentile = 90 },
        AccuracySamples = 0,
    };

    /// <summary>The presets by name.</summary>
    public static IReadOnlyDictionary<string, Plan> Presets { get; } = new[] { Quick, Fair, Paper }.ToDictionary(plan => plan.Name);

    /// <summary>
    /// Where its measurements belong among those of others: a folder of its name for a preset that goes through any sets, with a key of
    /// what differs otherwise (other pictures, another protocol) behind the name, since such measurements never share a folder.
    /// </summary>
    /// <param name="root">The folder of all experiments.</param>
    public string FolderUnder(string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        var key = PlanJson.ConditionsHashOf(this);
        var isPreset = Presets.TryGetValue(Name, out var preset) && PlanJson.ConditionsHashOf(preset) == key;
        return Path.Combine(root, isPreset ? Name : $"{Name}-{key[..8]}");
    }

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card($"plan {Name}",
    [
        ("subjects", string.Join(", ", Subjects)), ("operators", string.Join(", ", Operators)), ("deployments", string.Join(", ", Deployments)),
        ("links", $"{string.Join(", ", Links)}, {LinkScale}, {string.Join(", ", Shapers)}"), ("tiers", Tiers),
        ("encodings, sessions", $"{string.Join(", ", Encodings)}; {string.Join(", ", Sessions)}"),
        ("requests", $"{Schedule.Of(this).Requests} in {Schedule.Of(this).Setups.Count} configurations"),
    ]);

    /// <summary>Name and size in a line.</summary>
    public override string ToString() => $"plan {Name}: {Schedule.Of(this)}";
}
