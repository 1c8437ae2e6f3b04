using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;

namespace EdgeNotebooks.Experiments.Measuring;

/// <summary>What a runner measures with. Called from one place at a time, in the order start, prepare, measure.</summary>
internal interface IMeasurer : IAsyncDisposable
{
    /// <summary>Told once, before anything else, what the folder knows already, certificates among it.</summary>
    void Recall(IReadOnlyList<Entry> known);

    /// <summary>A subject's model as it is now, and the factor of its links.</summary>
    /// <exception cref="InvalidPlanException">The subject cannot be measured on this machine.</exception>
    Task<SubjectEntry> DescribeAsync(string subject, CancellationToken cancel);

    /// <summary>Starts all processes anew.</summary>
    Task<StartEntry> StartAsync(int number, CancellationToken cancel);

    /// <summary>Makes everything ready for one configuration; its requests follow.</summary>
    /// <exception cref="RequestFailedException">The processes could not do it.</exception>
    Task<Preparation> PrepareAsync(Setup setup, PlannedLinks links, CancellationToken cancel);

    /// <summary>Whether the emulation holds for the requests of the configuration prepared last; measured where it is not known yet.</summary>
    /// <exception cref="RequestFailedException">The processes could not do it.</exception>
    Task<Certified> CertifyAsync(CancellationToken cancel);

    /// <summary>Sends one input and waits for the answer. Several may be on their way at once.</summary>
    /// <exception cref="RequestFailedException">There was none.</exception>
    Task<Reading> MeasureAsync(int input, CancellationToken cancel);

    /// <summary>A last look at whether the machine still is what it was; null where nothing was measured.</summary>
    Task<SentinelEntry?> LookAsync(CancellationToken cancel);

    /// <summary>How right an operator's model is; null where it cannot be told (random weights, no truth).</summary>
    Task<AccuracyEntry?> EvaluateAsync(string subject, string @operator, CancellationToken cancel);
}

/// <summary>What preparing has found.</summary>
/// <param name="Artifact">The operator's model.</param>
internal sealed record Preparation(ArtifactEntry Artifact);

/// <summary>Whether the emulation holds for a configuration's requests.</summary>
/// <param name="Verdict">As the rows' column says it.</param>
/// <param name="Taken">Certificates and sentinels that were measured for it just now.</param>
internal sealed record Certified(string Verdict, IReadOnlyList<Entry> Taken);

/// <summary>What one request gave.</summary>
internal sealed record Reading(double LatencySeconds, long RequestBytes, bool? AnswerMatches, IReadOnlyDictionary<string, double> Steps);

/// <summary>A request, or what must come before it, failed in a way that starting the processes anew may mend.</summary>
internal sealed class RequestFailedException(string message, Exception? cause = null) : Exception(message, cause);
