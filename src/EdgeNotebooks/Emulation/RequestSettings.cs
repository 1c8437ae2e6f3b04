using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Emulation;

/// <summary>How a request is made.</summary>
public sealed record RequestSettings
{
    /// <summary>How tensors are written on the wire; default <see cref="WireEncoding.Binary"/>, the study's is <see cref="WireEncoding.Paper"/>.</summary>
    public WireEncoding Encoding { get; init; } = WireEncoding.Binary;

    /// <summary>Whether each tier loads its model for each request, as the study's did; default false.</summary>
    public bool IsCold { get; init; }

    /// <summary>What is done to seam tensors before they cross; default nothing.</summary>
    public SeamCompression Seam { get; init; }

    /// <summary>
    /// The subject whose serving turns pictures into tensors and outputs into answers, on the tiers; null where the caller sends
    /// tensors, or for the one that the deployed model is named after.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>Outputs to return; none for all.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>A request that takes longer fails; default 10 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);
}
