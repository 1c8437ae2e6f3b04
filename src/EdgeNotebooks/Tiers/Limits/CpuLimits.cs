namespace EdgeNotebooks.Tiers.Limits;

/// <summary>Chooses how processor time is limited on this machine.</summary>
internal static class CpuLimits
{
    /// <summary>The limit of a tier.</summary>
    /// <param name="tier">The tier.</param>
    /// <param name="mechanism"><c>auto</c> takes control groups where they are permitted, else signals; <c>cgroup</c>, <c>signals</c>, <c>none</c>.</param>
    /// <exception cref="TierLimitException">The mechanism does not work on this machine.</exception>
    public static ICpuLimit Create(Tier tier, string mechanism)
    {
        if (tier.Cpus is not { } cpus || mechanism == "none") return new NoCpuLimit();
        if (!OperatingSystem.IsLinux())
            throw new TierLimitException(tier.Name, $"tier '{tier.Name}' asks for a CPU limit, which exists on Linux only; use TierProfile.Unlimited ('unlimited')");
        if (mechanism is "auto" or "cgroup" && CpuGroup.TryCreate(tier.Name, cpus) is { } group) return group;
        return mechanism is "auto" or "signals"
            ? new StopAndContinue(cpus)
            : throw new TierLimitException(tier.Name, $"tier '{tier.Name}': control groups are not permitted here; leave the mechanism to 'auto'");
    }
}
