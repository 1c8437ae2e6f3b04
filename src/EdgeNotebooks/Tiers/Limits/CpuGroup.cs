using System.Diagnostics;
using System.Globalization;

namespace EdgeNotebooks.Tiers.Limits;

/// <summary>
/// A quota of the kernel's scheduler: so much processor time in each period, then the process waits for the next. It stands behind
/// the server's own pacing, well above the tier's share so that the two do not wait one after the other.
/// </summary>
internal sealed class CpuGroup(ControlGroup group, double cpus) : ICpuLimit
{
    /// <summary>Short, so that long work is spread evenly instead of being done first and waited for afterwards.</summary>
    private const long PeriodMicroseconds = 10_000;

    /// <summary>
    /// Quota over the tier's share. Pacing holds the share itself; what it passes over (waking up, writing a reply) would meet a tight quota
    /// near the end of a period, and requests of some milliseconds would wait for the next one in some starts of a tier and not in others.
    /// </summary>
    private const double Margin = 1.5;

    public string Mechanism => $"{CpuLimits.Paced}, behind it cgroup v{(group.IsUnified ? 2 : 1)} quota of {Margin.ToString(CultureInfo.InvariantCulture)} x per {PeriodMicroseconds / 1000} ms";

    public static CpuGroup? TryCreate(string tier, double cpus) =>
        ControlGroup.TryCreate("cpu", ("cpu.cfs_quota_us", "cpu.max"), tier) is { } group ? new CpuGroup(group, cpus) : null;

    public void Prepare(ProcessStartInfo start) => group.Prepare(start);

    public void Apply(Process process)
    {
        // The kernel takes no quota under 1 ms: for a small share the period grows.
        var period = Math.Max(PeriodMicroseconds, (long)Math.Ceiling(1000 / cpus));
        var quota = (long)Math.Round(Margin * cpus * period);
        if (group.IsUnified)
        {
            group.Write("cpu.max", string.Create(CultureInfo.InvariantCulture, $"{quota} {period}"));
        }
        else
        {
            group.Write("cpu.cfs_period_us", period.ToString(CultureInfo.InvariantCulture));
            group.Write("cpu.cfs_quota_us", quota.ToString(CultureInfo.InvariantCulture));
        }

        // A piece of work that its pacing has not paid yet may lie in one period with pieces that were paid: without what earlier periods
        // left over, the kernel would make a small request wait a second time, or not, as the periods happen to fall.
        var burst = group.IsUnified ? "cpu.max.burst" : "cpu.cfs_burst_us";
        if (File.Exists(Path.Combine(group.Folder, burst))) group.Write(burst, quota.ToString(CultureInfo.InvariantCulture));
    }

    public CpuCounters Read()
    {
        var time = group.IsUnified ? group.ReadKey("cpu.stat", "throttled_usec") / 1e6 : group.ReadKey("cpu.stat", "throttled_time") / 1e9;
        return new CpuCounters(group.ReadKey("cpu.stat", "nr_throttled"), time);
    }

    public string? KernelFile => Path.Combine(group.Folder, "cpu.stat");

    public void Dispose() => group.Dispose();
}
