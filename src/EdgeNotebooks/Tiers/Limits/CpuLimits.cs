namespace EdgeNotebooks.Tiers.Limits;

/// <summary>
/// Chooses how processor time is limited on this machine. The server of a tier always paces itself (<see cref="CpuPacer"/>), which is
/// exact for a request; what is chosen here stands behind it, spreads long work and holds what pacing does not see.
/// </summary>
internal static class CpuLimits
{
    /// <summary>How the certificate calls the server's own pacing.</summary>
    public const string Paced = "paced by its own processor time";

    /// <summary>The words of the option.</summary>
    public static IReadOnlyList<string> Names { get; } = ["auto", "cgroup", "signals", "paced", "none"];

    /// <summary>The limit of a tier.</summary>
    /// <param name="tier">The tier.</param>
    /// <param name="mechanism">
    /// What stands behind pacing: <c>auto</c> takes control groups where they are permitted, else signals, else nothing; <c>cgroup</c>,
    /// <c>signals</c>; <c>paced</c> for nothing. <c>none</c> turns pacing off too.
    /// </param>
    /// <exception cref="TierLimitException">The mechanism does not work on this machine.</exception>
    public static ICpuLimit Create(Tier tier, string mechanism)
    {
        if (tier.Cpus is not { } cpus || mechanism == "none") return new NoCpuLimit();
        if (mechanism == "paced") return new NoCpuLimit(Paced);
        if (!OperatingSystem.IsLinux())
        {
            return mechanism == "auto"
                ? new NoCpuLimit(Paced)
                : throw new TierLimitException(tier.Name, $"tier '{tier.Name}': CPU limit '{mechanism}' exists on Linux only; leave it to 'auto', which paces the server itself");
        }

        if (mechanism is "auto" or "cgroup" && CpuGroup.TryCreate(tier.Name, cpus) is { } group) return group;
        return mechanism is "auto" or "signals"
            ? new StopAndContinue(cpus)
            : throw new TierLimitException(tier.Name, $"tier '{tier.Name}': control groups are not permitted here; leave the mechanism to 'auto'");
    }
}
