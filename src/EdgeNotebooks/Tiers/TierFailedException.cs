namespace EdgeNotebooks.Tiers;

/// <summary>A tier could not do what it was asked: it has ended, does not answer, or refuses; the message says which and why.</summary>
public sealed class TierFailedException(string tier, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Name of the tier, as far as it is known: the one that failed, or the one that was called.</summary>
    public string Tier { get; } = tier;

    /// <summary>The model that was asked for.</summary>
    public string? Model { get; init; }

    /// <summary>HTTP status of the answer; null if there was none.</summary>
    public int? Status { get; init; }
}
