namespace EdgeNotebooks.Emulation;

/// <summary>How a lab runs its tiers.</summary>
public sealed record LabSettings
{
    /// <summary>Whether sessions use as many threads as the machine has, as the study's did, instead of as many as the tier's limit grants; default false.</summary>
    public bool HostThreads { get; init; }

    /// <summary>
    /// What stands behind the servers' own pacing to their share of processor time: <c>auto</c> (control groups where permitted, else
    /// signals), <c>cgroup</c>, <c>signals</c>, or <c>paced</c> for nothing; <c>none</c> turns processor limits off.
    /// </summary>
    public string CpuLimit { get; init; } = "auto";

    /// <summary>What tiers want to be shown; default null, since a lab's own tiers are reached from this machine alone.</summary>
    public string? Token { get; init; }

    /// <summary>A certificate file (PEM or DER) that tiers elsewhere may show though no authority signed it; default null.</summary>
    public string? TrustedCertificate { get; init; }
}
