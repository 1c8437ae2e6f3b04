using System.Globalization;
using System.Text.Json;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Emulation;

/// <summary>Measures what a lab's limits are worth.</summary>
internal sealed class Certification(Lab lab, CancellationToken cancel)
{
    /// <summary>The fewest for which a median has a 90 % interval.</summary>
    private const int Probes = 5;

    /// <summary>The pause before each probe: a tier that waits for a request is idle, and its quota is whole.</summary>
    private static readonly TimeSpan s_idle = TimeSpan.FromMilliseconds(30);

    /// <summary>Processor time of the probes; below some 20 ms a quota's period shows.</summary>
    private static readonly double[] s_work = [0.005, 0.020, 0.100];

    private const double LinkSeconds = 0.5;
    private const double LinkTolerance = 3;

    public async Task<Certificate> MeasureAsync()
    {
        var rows = new List<CertificateRow>();
        var limited = lab.Tiers.Where(tier => tier.Tier.Cpus is not null).ToArray();
        var linked = lab.Tiers.Where(tier => lab.Links.Into(tier.Tier.Name).Mbps is not null).ToArray();
        using var work = Display.Work.Begin("certifying the lab", limited.Length * s_work.Length + linked.Length, "probes");
        foreach (var tier in limited)
        {
            var perSecond = await IterationsPerSecondAsync(tier).ConfigureAwait(false);
            foreach (var seconds in s_work)
            {
                rows.Add(await ProcessorAsync(tier, seconds, perSecond).ConfigureAwait(false));
                work.Advance();
            }
        }

        foreach (var tier in linked)
        {
            rows.Add(await LinkAsync(tier).ConfigureAwait(false));
            work.Advance();
        }

        return new Certificate(rows, lab.Profile, lab.Links);
    }

    /// <summary>The fastest of a few: others were disturbed, or not compiled yet.</summary>
    private async Task<double> IterationsPerSecondAsync(TierProcess tier)
    {
        const long Iterations = 5_000_000;
        var best = double.PositiveInfinity;
        for (var i = 0; i < 6; i++) best = Math.Min(best, (await ProbeAsync(tier, Iterations, body: "").ConfigureAwait(false)).CpuSeconds);
        return Iterations / Math.Max(best, 1e-6);
    }

    private async Task<CertificateRow> ProcessorAsync(TierProcess tier, double seconds, double perSecond)
    {
        var granted = new double[Probes];
        for (var i = 0; i < Probes; i++)
        {
            await Task.Delay(s_idle, cancel).ConfigureAwait(false);
            var probe = await ProbeAsync(tier, (long)(seconds * perSecond), body: "").ConfigureAwait(false);
            granted[i] = probe.CpuSeconds / probe.WallSeconds;
        }

        var interval = MedianInterval.Of(new Sample(tier.Tier.Name, granted, ""), 0.9);
        // The probe is one thread: of a tier with more than a processor it can use one.
        var nominal = Math.Min(1, tier.Tier.Cpus!.Value);
        var isGroup = tier.Status.CpuMechanism.StartsWith("cgroup", StringComparison.Ordinal);
        return new CertificateRow(tier.Tier.Name, string.Create(CultureInfo.InvariantCulture, $"processor time granted, work of {seconds * 1000:0} ms"), "CPUs", nominal,
            interval.Estimate, interval.Low, interval.High, TolerancePct: isGroup ? 10 : 20, tier.Status.CpuMechanism);
    }

    private async Task<CertificateRow> LinkAsync(TierProcess tier)
    {
        var settings = lab.Links.Into(tier.Tier.Name);
        var bytes = (int)(settings.BytesPerSecond * LinkSeconds);
        var body = new string('x', bytes);
        var goodput = new double[Probes];
        for (var i = 0; i < Probes; i++)
        {
            // The rate, not the bucket, is what is measured here.
            await tier.AskAsync(new TierOrder { Drain = true }, cancel).ConfigureAwait(false);
            var probe = await ProbeAsync(tier, 0, body).ConfigureAwait(false);
            goodput[i] = bytes * 8 / 1e6 / probe.ReceiveSeconds;
        }

        var interval = MedianInterval.Of(new Sample(tier.Tier.Name, goodput, ""), 0.9);
        return new CertificateRow($"link into {tier.Tier.Name}", string.Create(CultureInfo.InvariantCulture, $"goodput of {bytes} bytes"), "Mbit/s", settings.Mbps!.Value / settings.Overhead,
            interval.Estimate, interval.Low, interval.High, LinkTolerance, $"{settings.ShaperName}, user space");
    }

    private async Task<ProbeResult> ProbeAsync(TierProcess tier, long iterations, string body)
    {
        using var answer = await lab.Client.AskAsync(HttpMethod.Post, tier.Status.Url, string.Create(CultureInfo.InvariantCulture, $"v2/edgenb/probe?iterations={iterations}"), body, cancel).ConfigureAwait(false);
        if (!answer.IsSuccess) throw TierErrors.Of(answer, tier.Tier.Name, "none, a probe");
        using var json = JsonDocument.Parse(answer.Body);
        return new(json.RootElement.GetProperty("cpu_s").GetDouble(), json.RootElement.GetProperty("wall_s").GetDouble(), json.RootElement.GetProperty("receive_s").GetDouble());
    }

    private sealed record ProbeResult(double CpuSeconds, double WallSeconds, double ReceiveSeconds);
}
