namespace EdgeNotebooks.Emulation;

/// <summary>What a tier's link process knows about its tier.</summary>
internal sealed record TierStatus
{
    /// <summary>Where the tier is reached.</summary>
    public required Uri Url { get; init; }

    /// <summary>Number of the server process.</summary>
    public required int ServerProcess { get; init; }

    /// <summary>Whether the server process runs.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>How processor time is limited.</summary>
    public required string CpuMechanism { get; init; }

    /// <summary>How memory is limited.</summary>
    public required string MemoryMechanism { get; init; }

    /// <summary>Periods in which it was held back.</summary>
    public long? Throttled { get; init; }

    /// <summary>The memory limit as the system has it.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>The file of <see cref="TierGauges"/>; null where no lab of this machine controls the tier.</summary>
    public string? GaugesFile { get; init; }

    /// <summary>Where the kernel counts what the limit does; null where it does not.</summary>
    public string? KernelFile { get; init; }
}
