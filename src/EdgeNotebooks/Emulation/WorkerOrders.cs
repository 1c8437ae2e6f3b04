namespace EdgeNotebooks.Emulation;

/// <summary>What a tier's link process tells the server process that it starts: one line of JSON on its standard input.</summary>
/// <remarks>Not on the command line, which everybody on the machine can read: it holds the token.</remarks>
internal sealed record WorkerOrders
{
    /// <summary>Name of the tier.</summary>
    public required string Tier { get; init; }

    /// <summary>The folder that models are served from.</summary>
    public required string Models { get; init; }

    /// <summary>The tier that requests travel on to.</summary>
    public Uri? Next { get; init; }

    /// <summary>What callers must show, and what is shown to <see cref="Next"/>.</summary>
    public string? Token { get; init; }

    /// <summary>The share of processors to which the server paces itself; null for no limit.</summary>
    public double? Cpus { get; init; }

    /// <summary>Threads of a session.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Inferences at the same time; others queue.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>The largest request in bytes.</summary>
    public long MaxRequestBytes { get; init; }

    /// <summary>A PFX or PEM file for https.</summary>
    public string? Certificate { get; init; }

    /// <summary>Its password.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>A certificate of the next tier that no authority signed.</summary>
    public string? Trust { get; init; }

    /// <summary>Whether callers may bring models.</summary>
    public bool AcceptsModels { get; init; }

    /// <summary>What the server tells callers about the tier: limits, mechanisms and link as it was started.</summary>
    public TierDescription? Description { get; init; }
}
