using System.Text.Json.Serialization;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Experiments.Planning;

namespace EdgeNotebooks.Experiments.Recording;

/// <summary>One record of a journal. Records are only ever added.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(HeaderEntry), "header")]
[JsonDerivedType(typeof(PlanEntry), "plan")]
[JsonDerivedType(typeof(SubjectEntry), "subject")]
[JsonDerivedType(typeof(ArtifactEntry), "artifact")]
[JsonDerivedType(typeof(StartEntry), "start")]
[JsonDerivedType(typeof(CertificateEntry), "certificate")]
[JsonDerivedType(typeof(SentinelEntry), "sentinel")]
[JsonDerivedType(typeof(MeasurementEntry), "row")]
[JsonDerivedType(typeof(AccuracyEntry), "accuracy")]
[JsonDerivedType(typeof(FailureEntry), "failure")]
internal abstract record Entry;

/// <summary>The first record.</summary>
/// <param name="Format">Version of the journal's format.</param>
/// <param name="Conditions">Hash of what all plans in the folder have in common.</param>
/// <param name="Rehearsal">Whether latencies are drawn instead of measured.</param>
internal sealed record HeaderEntry(int Format, string Conditions, bool Rehearsal) : Entry;

/// <summary>A plan that was run into this folder, or a shard of it.</summary>
internal sealed record PlanEntry(Plan Plan, int Shard, int Shards) : Entry
{
    /// <summary>Of the plan as it is read today: a journal may be of a version that wrote the same plan in another way.</summary>
    public string Hash => PlanJson.HashOf(Plan);
}

/// <summary>A subject's model file as it was when it was first measured, and the factor of its links.</summary>
internal sealed record SubjectEntry(string Subject, string Sha256, string Weights, double LinkFactor, string LinkRule) : Entry
{
    /// <summary>One picture on one processor: the scale of requests, on which a certificate must hold.</summary>
    public double ComputeSeconds { get; init; }
}

/// <summary>What an operator made of a subject.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Operator">What was done.</param>
/// <param name="Key">Hash of everything that it depends on.</param>
/// <param name="FromCache">Whether it lay ready.</param>
internal sealed record ArtifactEntry(string Subject, string Operator, string Key, bool FromCache) : Entry;

/// <summary>Processes were started.</summary>
/// <param name="Number">From 1, in this folder.</param>
/// <param name="At">When.</param>
/// <param name="Cpu">How processor time is limited.</param>
/// <param name="Memory">How memory is limited.</param>
/// <param name="Provenance">Machine, versions, commit.</param>
internal sealed record StartEntry(int Number, DateTimeOffset At, string Cpu, string Memory, IReadOnlyDictionary<string, string> Provenance) : Entry;

/// <summary>What the lab measured about itself at one setting of its links, once.</summary>
/// <param name="Start">After which start of processes.</param>
/// <param name="Setting">Tiers and links, as <see cref="Measuring.Certifier.SettingOf"/> names them.</param>
/// <param name="Verdict">Of all limits together: <c>EMULATED</c>, or <c>NOT EMULATED</c> with what does not hold.</param>
/// <param name="Machine">On what, and by which mechanisms: a certificate says nothing of another machine.</param>
internal sealed record CertificateEntry(int Start, string Setting, string Verdict, string Machine) : Entry
{
    /// <summary>Rates that the links had.</summary>
    public PlannedLinks? Links { get; init; }

    /// <summary>How they were held.</summary>
    public string Shaper { get; init; } = "";

    /// <summary>Nominal and measured, limit by limit.</summary>
    public IReadOnlyList<CertificateRow> Rows { get; init; } = [];
}

/// <summary>A short look, between series, at whether the machine still is what it was at the certificate.</summary>
/// <param name="Start">After which start of processes.</param>
/// <param name="Setting">Which setting.</param>
/// <param name="Drift">Empty where nothing has changed, else what has.</param>
/// <param name="Values">What was measured: iterations per processor second of a tier, Mbit/s of a link.</param>
internal sealed record SentinelEntry(int Start, string Setting, string Drift, IReadOnlyDictionary<string, double> Values) : Entry;

/// <summary>How right an operator's model is.</summary>
internal sealed record AccuracyEntry(string Subject, string Operator, int Pictures, IReadOnlyDictionary<string, double> Percent) : Entry
{
    /// <summary>The processor's int8 instructions, whose kernels may round otherwise than another's; null in journals of old, which is nobody's.</summary>
    public string? Instructions { get; init; }
}

/// <summary>A configuration could not be measured after a restart.</summary>
internal sealed record FailureEntry(Setup Setup, int Restart, string Message) : Entry;

/// <summary>What makes a measurement the one it is.</summary>
internal sealed record MeasurementKey(Setup Setup, int Restart, int Run, string InputId);

/// <summary>One finished request.</summary>
internal sealed record MeasurementEntry : Entry
{
    public required MeasurementKey Key { get; init; }

    /// <summary>Rates that the links had.</summary>
    public required PlannedLinks Links { get; init; }

    /// <summary>Place in the plan, from 0.</summary>
    public required long Order { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public required double LatencySeconds { get; init; }

    /// <summary>False for warm-up runs.</summary>
    public required bool Kept { get; init; }

    public required string Weights { get; init; }

    /// <summary>Which start of processes it belongs to.</summary>
    public required int Start { get; init; }

    /// <summary>Whether the answer is that of the same operator run locally; null where it was not compared.</summary>
    public bool? AnswerMatches { get; init; }

    public string Certificate { get; init; } = "";

    /// <summary>How processor time and memory of the tiers are limited.</summary>
    public string Mechanism { get; init; } = "";

    /// <summary>Bytes of the request into the first tier.</summary>
    public long RequestBytes { get; init; }

    /// <summary>Seconds by step, such as <c>edge inference</c>, in order; <c>edge throttled</c> and <c>host steal</c> overlap them.</summary>
    public IReadOnlyDictionary<string, double> Steps { get; init; } = new Dictionary<string, double>();
}
