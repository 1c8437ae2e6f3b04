namespace EdgeNotebooks.Tiers;

/// <summary>A tier's limit cannot be given, or was exceeded; the message names tier, limit and what was found.</summary>
public sealed class TierLimitException(string tier, string message) : Exception(message)
{
    /// <summary>Name of the tier.</summary>
    public string Tier { get; } = tier;

    /// <summary>The model that was asked for when a limit was exceeded.</summary>
    public string? Model { get; init; }

    /// <summary>The memory limit that was exceeded, in bytes.</summary>
    public long? LimitBytes { get; init; }

    /// <summary>The most memory that was seen, in bytes.</summary>
    public long? PeakBytes { get; init; }
}
