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

    /// <summary>Periods in which the tier wanted to run.</summary>
    public long? Periods { get; init; }

    /// <summary>Periods in which it was held back.</summary>
    public long? Throttled { get; init; }

    /// <summary>Time for which it was held back.</summary>
    public double? ThrottledSeconds { get; init; }

    /// <summary>Processor time that the server has used, by the kernel's clock; null where there is none of other processes.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>The memory limit as the system has it.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>The most memory that was seen.</summary>
    public long PeakBytes { get; init; }

    /// <summary>Bytes that would cross the link into the tier at once.</summary>
    public double LevelUp { get; init; }

    /// <summary>Bytes that would cross the link out of the tier at once.</summary>
    public double LevelDown { get; init; }

    /// <summary>The link.</summary>
    public double? Mbps { get; init; }
}
