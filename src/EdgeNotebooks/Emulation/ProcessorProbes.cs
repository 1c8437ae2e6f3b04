using System.Globalization;

namespace EdgeNotebooks.Emulation;

/// <summary>Measures whether tiers get their share of processor time, and whether they are to each other as they should.</summary>
internal sealed class ProcessorProbes(TierProbes probes)
{
    /// <summary>Work below this is not asked to be granted within the tolerance of longer work.</summary>
    private const double ShortestGranted = 0.005;

    /// <summary>How far the tiers' compute ratio may be off, in percent; also for work below <see cref="ShortestGranted"/>.</summary>
    private const double RatioTolerance = 15;

    /// <summary>
    /// Probes of work up to <see cref="Brief"/> seconds. A late wake-up is a large part of so little work: among five probes the median's 90 %
    /// interval reaches from the least to the largest, and one of them would decide; among these it leaves out six at either end.
    /// </summary>
    private const int BriefProbes = 21;

    private const double Brief = 0.020;
    private const double GroupTolerance = 10;
    private const double FallbackTolerance = 20;

    /// <summary>Rows for every tier and size of work, sizes in seconds of processor time.</summary>
    public async Task<IReadOnlyList<CertificateRow>> MeasureAsync(IReadOnlyList<ILabTier> tiers, IReadOnlyList<double> sizes, Action advance)
    {
        if (tiers.Count == 0) return [];
        foreach (var tier in tiers) await probes.QuietAsync(tier).ConfigureAwait(false);
        var perSecond = 0.0;
        foreach (var tier in tiers) perSecond = Math.Max(perSecond, await IterationsPerSecondAsync(tier).ConfigureAwait(false));
        var rows = new List<CertificateRow>();
        foreach (var size in sizes)
        {
            var taken = new Dictionary<ILabTier, double[]>();
            foreach (var tier in tiers)
            {
                var (granted, slowdown, wall) = await WorkAsync(tier, size, perSecond).ConfigureAwait(false);
                taken[tier] = wall;
                var tolerance = size < ShortestGranted ? RatioTolerance : tier.Status.CpuMechanism.Contains("cgroup", StringComparison.Ordinal) ? GroupTolerance : FallbackTolerance;
                rows.Add(TierProbes.Row(tier.Tier.Name, $"processor time granted, {Work(size)}", "CPUs", tier.Tier.Cpus!.Value, granted, tolerance, tier.Status.CpuMechanism) with { WorkSeconds = size });
                // Below that the caller's own wait for a thread is a large part of what it sees.
                if (size >= ShortestGranted)
                    rows.Add(TierProbes.Row(tier.Tier.Name, $"slowdown as the caller sees it, {Work(size)}", "x", Threads(tier) / tier.Tier.Cpus!.Value, slowdown, tolerance, tier.Status.CpuMechanism) with { WorkSeconds = size });
                advance();
            }

            rows.AddRange(Ratios(taken, size));
        }

        return rows;
    }

    /// <summary>How much longer the same work takes than on the tier that has most, probe by probe.</summary>
    private static IEnumerable<CertificateRow> Ratios(Dictionary<ILabTier, double[]> taken, double size)
    {
        var best = taken.Keys.MaxBy(tier => tier.Tier.Cpus!.Value)!;
        foreach (var (tier, wall) in taken.Where(one => one.Key != best))
        {
            var nominal = best.Tier.Cpus!.Value / tier.Tier.Cpus!.Value;
            var row = TierProbes.Row($"{tier.Tier.Name} over {best.Tier.Name}", $"compute ratio, {Work(size)}", "x", nominal, [.. wall.Zip(taken[best], (one, other) => one / other)], RatioTolerance, tier.Status.CpuMechanism);
            yield return row with { WorkSeconds = size };
        }
    }

    private async Task<(double[] Granted, double[] Slowdown, double[] Wall)> WorkAsync(ILabTier tier, double size, double perSecond)
    {
        var threads = Threads(tier);
        var empty = await probes.EmptyAsync(tier).ConfigureAwait(false);
        var count = size <= Brief ? BriefProbes : TierProbes.Count;
        var (granted, slowdown, wall) = (new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var probe = await probes.AskIdleAsync(tier, (long)(size * perSecond), threads).ConfigureAwait(false);
            granted[i] = probe.CpuSeconds / probe.WallSeconds;
            slowdown[i] = (probe.TotalSeconds - empty) * threads / probe.CpuSeconds;
            wall[i] = probe.WallSeconds;
        }

        return (granted, slowdown, wall);
    }

    /// <summary>The fastest of a few: others were disturbed, or not compiled yet.</summary>
    private async Task<double> IterationsPerSecondAsync(ILabTier tier)
    {
        const long Iterations = 5_000_000;
        var best = double.PositiveInfinity;
        for (var i = 0; i < 6; i++) best = Math.Min(best, (await probes.AskAsync(tier, Iterations).ConfigureAwait(false)).CpuSeconds);
        return Iterations / Math.Max(best, 1e-6);
    }

    /// <summary>As many as the tier's sessions have.</summary>
    private static int Threads(ILabTier tier) => Math.Max(1, (int)Math.Ceiling(tier.Tier.Cpus!.Value));

    private static string Work(double size) => string.Create(CultureInfo.InvariantCulture, $"work of {size * 1000:0.###} ms");
}
