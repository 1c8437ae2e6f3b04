using System.Diagnostics;

namespace EdgeNotebooks.Tiers.Limits;

/// <summary>All of the machine.</summary>
internal sealed class NoCpuLimit : ICpuLimit
{
    public string Mechanism => "none";

    public void Prepare(ProcessStartInfo start)
    {
    }

    public void Apply(Process process)
    {
    }

    public CpuCounters Read() => CpuCounters.None;

    public void Dispose()
    {
    }
}
