using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Emulation;

/// <summary>What a tier says about itself to a caller on another machine: how it was started.</summary>
internal sealed record TierDescription
{
    /// <summary>Name and limits.</summary>
    public required Tier Tier { get; init; }

    /// <summary>The link into it.</summary>
    public required LinkSettings Link { get; init; }

    /// <summary>How processor time is limited.</summary>
    public required string CpuMechanism { get; init; }

    /// <summary>How memory is limited.</summary>
    public required string MemoryMechanism { get; init; }

    /// <summary>Whether callers may bring models.</summary>
    public bool AcceptsModels { get; init; }
}
