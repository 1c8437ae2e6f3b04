using System.Diagnostics;

namespace EdgeNotebooks.Tiers.Limits;

/// <summary>Nothing from outside holds the process back.</summary>
/// <param name="mechanism">What the certificate says: <c>none</c>, or <see cref="CpuLimits.Paced"/> where the server paces itself.</param>
internal sealed class NoCpuLimit(string mechanism = "none") : ICpuLimit
{
    public string Mechanism => mechanism;

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
