using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;

namespace EdgeNotebooks.Experiments.Measuring;

/// <summary>What a runner measures with. Called from one place at a time, in the order start, prepare, measure.</summary>
internal interface IMeasurer : IAsyncDisposable
{
    /// <summary>A subject's model as it is now, and the factor of its links.</summary>
    /// <exception cref="InvalidPlanException">The subject cannot be measured on this machine.</exception>
    Task<SubjectEntry> DescribeAsync(string subject, CancellationToken cancel);

    /// <summary>Starts all processes anew.</summary>
    Task<StartEntry> StartAsync(int number, CancellationToken cancel);

    /// <summary>Makes everything ready for one configuration; its requests follow.</summary>
    /// <exception cref="RequestFailedException">The processes could not do it.</exception>
    Task<Preparation> PrepareAsync(Setup setup, PlannedLinks links, CancellationToken cancel);

    /// <summary>Sends one input and waits for the answer.</summary>
    /// <exception cref="RequestFailedException">There was none.</exception>
    Task<Reading> MeasureAsync(int input, CancellationToken cancel);

    /// <summary>How right an operator's model is; null where it cannot be told (random weights, no truth).</summary>
    Task<AccuracyEntry?> EvaluateAsync(string subject, string @operator, CancellationToken cancel);
}

/// <summary>What preparing has found.</summary>
/// <param name="Artifact">The operator's model.</param>
/// <param name="Certificate">Whether the emulation holds.</param>
internal sealed record Preparation(ArtifactEntry Artifact, CertificateEntry Certificate);

/// <summary>What one request gave.</summary>
internal sealed record Reading(double LatencySeconds, long RequestBytes, bool? AnswerMatches, IReadOnlyDictionary<string, double> Steps);

/// <summary>A request, or what must come before it, failed in a way that starting the processes anew may mend.</summary>
internal sealed class RequestFailedException(string message, Exception? cause = null) : Exception(message, cause);
