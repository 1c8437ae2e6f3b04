using EdgeNotebooks.Emulation;
using EdgeNotebooks.Tiers.Limits;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Cli.Doctor;

/// <summary>How well tiers and links can be limited here. Control groups and namespaces are tried: made, and removed again.</summary>
internal static class LimitFindings
{
    private const string Delegate = "run as root, or let systemd hand over a group: systemd-run --user --scope -p Delegate=yes edgenb ...";

    public static IEnumerable<Finding> Look()
    {
        yield return new("limits", "processor share, per request", Finding.Ok, "tiers pace themselves; no permission needed");
        yield return Group("cpu", ("cpu.cfs_quota_us", "cpu.max"), "signals (SIGSTOP) stand behind pacing instead of a quota");
        yield return Group("memory", ("memory.limit_in_bytes", "memory.max"), "memory is polled instead of limited by the kernel");
        yield return Server();
        yield return new("links", "rates, delays, bursts", Finding.Ok, "in user space; no permission needed");
        yield return TrafficControl.WhyNot() is { } reason
            ? new("links", "tc in a network namespace", Finding.Limited, reason, "only 'edgenb tier crosscheck' needs it: as root, with the package iproute2")
            : new("links", "tc in a network namespace", Finding.Ok, "'edgenb tier crosscheck' compares our links with it");
    }

    private static Finding Group(string controller, (string V1, string V2) file, string instead)
    {
        if (!OperatingSystem.IsLinux()) return new("limits", $"control group '{controller}'", Finding.Limited, $"Linux only; {instead}");
        using var group = ControlGroup.TryCreate(controller, file, "doctor");
        return group is null
            ? new("limits", $"control group '{controller}'", Finding.Limited, $"not writable; {instead}", Delegate)
            : new("limits", $"control group '{controller}'", Finding.Ok, $"version {(group.IsUnified ? 2 : 1)}, writable");
    }

    private static Finding Server()
    {
        try
        {
            return new("limits", "the command that serves tiers", Finding.Ok, EdgenbCommand.Start().FileName);
        }
        catch (FileNotFoundException e)
        {
            return new("limits", "the command that serves tiers", Finding.Missing, e.Message, "dotnet build -c Release src/EdgeNotebooks.Cli");
        }
    }
}
