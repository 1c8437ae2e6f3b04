using System.Globalization;
using EdgeNotebooks.Emulation;

namespace EdgeNotebooks.Experiments.Measuring;

/// <summary>
/// A look of a few seconds at a lab: how fast a processor runs a fixed piece of work on each tier, and what each link passes. It says
/// nothing about limits, which the certificate measures, but shows a machine that has become slower or busier since.
/// </summary>
internal static class Sentinel
{
    private const long Iterations = 5_000_000;
    private const int Probes = 3;
    private const double LinkSeconds = 0.1;

    /// <summary>Faster links take no time that a request would feel, and a probe would show what the processors make of them.</summary>
    private const double FastestMbps = 1000;

    // A processor's clock and a shared machine's neighbours change its speed by some percent all the time.
    private const double SpeedTolerance = 0.25;
    private const double LinkTolerance = 0.1;

    /// <summary>Iterations per processor second by tier (best of three), and Mbit/s by link (median of three).</summary>
    public static async Task<IReadOnlyDictionary<string, double>> MeasureAsync(Lab lab, CancellationToken cancel)
    {
        var probes = new TierProbes(lab, cancel);
        var values = new Dictionary<string, double>();
        foreach (var tier in lab.Tiers)
        {
            var name = tier.Tier.Name;
            // What it still does for the requests before would count as the probes' own.
            await probes.QuietAsync(tier).ConfigureAwait(false);
            var seconds = new double[Probes];
            for (var i = 0; i < Probes; i++) seconds[i] = (await probes.AskAsync(tier, Iterations).ConfigureAwait(false)).CpuSeconds;
            values[name] = Iterations / Math.Max(seconds.Min(), 1e-6);
            if (lab.Links.Into(name) is not { Mbps: <= FastestMbps } link) continue;
            var mbps = new double[Probes];
            var bytes = (int)Math.Clamp(link.BytesPerSecond * LinkSeconds, LinkProbes.FewestBytes, 16_000_000);
            for (var i = 0; i < Probes; i++)
            {
                await probes.DrainAsync(tier).ConfigureAwait(false);
                mbps[i] = (await probes.AskAsync(tier, bytes: bytes).ConfigureAwait(false)).ReceivedMbps;
            }

            values[string.Create(CultureInfo.InvariantCulture, $"{CertificateScale.LinkInto(name)} at {link.Mbps:0.###} Mbit/s")] = mbps.Order().ElementAt(Probes / 2);
        }

        return values;
    }

    /// <summary>What differs from an earlier look by more than a quarter (processors) or a tenth (links); empty for nothing.</summary>
    public static string Drift(IReadOnlyDictionary<string, double> first, IReadOnlyDictionary<string, double> now) => string.Join("; ", now
        .Where(value => first.TryGetValue(value.Key, out var then) && Math.Abs(value.Value / then - 1) > (value.Key.StartsWith("link", StringComparison.Ordinal) ? LinkTolerance : SpeedTolerance))
        .Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Key} is at {value.Value / first[value.Key] * 100:0} % of what it was")));
}
