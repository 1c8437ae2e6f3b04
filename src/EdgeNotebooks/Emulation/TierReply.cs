using EdgeNotebooks.Inference;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Emulation;

/// <summary>What the tiers answered to one request.</summary>
public sealed record TierReply
{
    /// <summary>The last part's outputs by name.</summary>
    public required IReadOnlyDictionary<string, Tensor> Outputs { get; init; }

    /// <summary>The answer to a picture: a label, or a PNG file of a segmentation in base64; null for tensors.</summary>
    public string? Answer { get; init; }

    /// <summary>Where the time went.</summary>
    public required Breakdown Breakdown { get; init; }

    /// <summary>Seconds from the encoded request to the parsed reply: the study's latency, whose timer starts after encoding.</summary>
    public required double LatencySeconds { get; init; }

    /// <summary>What the request had on the wire into the first tier, in bytes, headers of HTTP not counted.</summary>
    public required long RequestBytes { get; init; }

    /// <summary>What crossed between parts and how exact it was, first to last; the cost is in the breakdown's steps pack and unpack.</summary>
    public IReadOnlyList<SeamReport> Seams { get; init; } = [];

    /// <summary>Bytes that would have crossed each link at once when the request began, by tier; empty where no link has a burst.</summary>
    public required IReadOnlyDictionary<string, double> BucketLevels { get; init; }

    /// <summary>How long each tier was held back by its CPU limit meanwhile, in seconds: by its own pacing, and by what stands behind it.</summary>
    public required IReadOnlyDictionary<string, double> ThrottledSeconds { get; init; }

    /// <summary>Processor time that other guests of the host took meanwhile, in seconds; null where the system does not tell.</summary>
    public double? StealSeconds { get; init; }

    /// <summary>Answer and latency in a line.</summary>
    public override string ToString() => FormattableString.Invariant($"{Answer ?? string.Join(", ", Outputs.Select(output => $"{output.Key}: {output.Value}"))} in {LatencySeconds * 1000:0.0} ms");
}
