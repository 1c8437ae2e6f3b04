using EdgeNotebooks.Tiers.Limits;

namespace EdgeNotebooks.Emulation;

/// <summary>Measures what a lab's limits are worth.</summary>
internal sealed class Certification(Lab lab, CertificateScope scope, CancellationToken cancel)
{
    /// <summary>Processor time of the probes, in seconds.</summary>
    private readonly double[] _work = scope switch
    {
        CertificateScope.Sentinel => [0.005],
        CertificateScope.Usual => [0.001, 0.005, 0.020, 0.100],
        _ => [0.001, 0.005, 0.020, 0.100, 1],
    };

    /// <summary>Data of the probes in seconds of a link's rate, there and back; none takes two seconds.</summary>
    private readonly (double[] Into, double[] OutOf) _data = scope switch
    {
        CertificateScope.Sentinel => ([0.05], []),
        CertificateScope.Usual => ([0.1, 0.4], [0.2]),
        _ => ([0.1, 0.4, 1], [0.2, 1]),
    };

    public async Task<Certificate> MeasureAsync()
    {
        var limited = lab.Tiers.Where(tier => tier.Tier.Cpus is not null).ToArray();
        var linked = lab.Tiers.Where(tier => lab.Links.Into(tier.Tier.Name) is { Mbps: not null } or { DelayMs: > 0 }).ToArray();
        using var work = Display.Work.Begin("certifying the lab", limited.Length * _work.Length + linked.Length, "probes");
        var (throttled, steal) = (await ThrottledAsync().ConfigureAwait(false), Steal.Seconds);
        var probes = new TierProbes(lab, cancel);
        var rows = new List<CertificateRow>(await new ProcessorProbes(probes).MeasureAsync(limited, _work, () => work.Advance()).ConfigureAwait(false));
        rows.AddRange(lab.Tiers.Where(tier => tier.Tier.MemoryBytes is not null && tier.Status.MemoryLimitBytes is not null).Select(Memory));
        foreach (var tier in linked)
        {
            rows.AddRange(await new LinkProbes(probes).MeasureAsync(tier, lab.Links.Into(tier.Tier.Name), _data.Into, _data.OutOf, scope != CertificateScope.Sentinel).ConfigureAwait(false));
            work.Advance();
        }

        var after = await ThrottledAsync().ConfigureAwait(false);
        return new Certificate(rows, lab.Profile, lab.Links)
        {
            Scope = scope,
            ThrottledPeriods = throttled.Where(tier => after.ContainsKey(tier.Key)).ToDictionary(tier => tier.Key, tier => after[tier.Key] - tier.Value),
            StealSeconds = Steal.Seconds - steal,
        };
    }

    /// <summary>The limit as the system has it; that it ends a tier which exceeds it is a test's matter, not a probe's.</summary>
    private static CertificateRow Memory(ILabTier tier)
    {
        var (nominal, set) = (tier.Tier.MemoryBytes!.Value, tier.Status.MemoryLimitBytes!.Value);
        return new CertificateRow(tier.Tier.Name, "memory limit as set", "bytes", nominal, set, set, set, TolerancePct: 1, tier.Status.MemoryMechanism);
    }

    private async Task<Dictionary<string, long>> ThrottledAsync()
    {
        var throttled = new Dictionary<string, long>();
        foreach (var tier in lab.Tiers)
        {
            if (await tier.AskAsync(new TierOrder(), cancel).ConfigureAwait(false) && tier.Status.Throttled is { } periods) throttled[tier.Tier.Name] = periods;
        }

        return throttled;
    }
}
