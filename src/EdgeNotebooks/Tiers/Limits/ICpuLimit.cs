using System.Diagnostics;

namespace EdgeNotebooks.Tiers.Limits;

/// <summary>A way to give a process less than the whole machine.</summary>
internal interface ICpuLimit : IDisposable
{
    /// <summary>What it is, for the certificate.</summary>
    string Mechanism { get; }

    /// <summary>Changes how the process is started, so that it is limited from its first instruction on.</summary>
    void Prepare(ProcessStartInfo start);

    /// <summary>Begins to limit. Start-up is over by then: it is not what is measured, and would only cost waiting.</summary>
    void Apply(Process process);

    /// <summary>What the limit has done so far.</summary>
    CpuCounters Read();

    /// <summary>The kernel's own counters; null where there are none.</summary>
    string? KernelFile => null;

    /// <summary>Is told the seconds for which the process was held back, each time that they have grown, where the kernel does not count them.</summary>
    Action<double>? Held
    {
        set { }
    }
}

/// <summary>What a limit has done since it began.</summary>
/// <param name="Throttled">Periods in which the process was held back; null where the mechanism does not count them.</param>
/// <param name="ThrottledSeconds">Time for which it was held back.</param>
internal sealed record CpuCounters(long? Throttled, double? ThrottledSeconds)
{
    public static CpuCounters None { get; } = new(null, null);
}
