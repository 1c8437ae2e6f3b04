using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.Emulation;

/// <summary>A tier as a lab holds it: one that it has started, or one that runs elsewhere.</summary>
internal interface ILabTier : IDisposable
{
    /// <summary>Name and limits.</summary>
    Tier Tier { get; }

    /// <summary>What it said last.</summary>
    TierStatus Status { get; }

    /// <summary>Number of the link process on this machine; null for a tier elsewhere.</summary>
    int? Id { get; }

    /// <summary>What can be read without asking; null for a tier elsewhere.</summary>
    TierGauges? Gauges { get; }

    /// <summary>Sends an order and takes the status that comes back; false where the tier takes none, and nothing has changed.</summary>
    /// <exception cref="TierFailedException">The tier has ended.</exception>
    Task<bool> AskAsync(TierOrder order, CancellationToken cancel = default);
}
