using System.Globalization;
using System.Text.Json;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Tiers.Limits;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Emulation;

/// <summary>Asks tiers for work and data of known size.</summary>
internal sealed class TierProbes(Lab lab, CancellationToken cancel)
{
    /// <summary>The fewest for which a median has a 90 % interval.</summary>
    public const int Count = 5;

    private const int MostLooks = 100;

    /// <summary>Looks in a row that must find nothing: a tier may be held back by its limit during one.</summary>
    private const int QuietLooks = 3;

    /// <summary>Processor seconds in <see cref="s_look"/> that a server which waits does not use.</summary>
    private const double Busy = 0.002;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    /// <summary>The pause before each probe: clients wait for an answer and think, so a tier is idle and has slept when a request comes.</summary>
    private static readonly TimeSpan s_idle = TimeSpan.FromMilliseconds(30);

    /// <summary>Sends one probe and times the whole of it by this process's clock.</summary>
    /// <param name="tier">Whom.</param>
    /// <param name="iterations">Work, all threads together.</param>
    /// <param name="threads">Threads that share it.</param>
    /// <param name="bytes">Data to send.</param>
    /// <param name="reply">Data to get back, in bytes.</param>
    public async Task<ProbeResult> AskAsync(ILabTier tier, long iterations = 0, int threads = 1, int bytes = 0, int reply = 0)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"v2/edgenb/probe?iterations={iterations}&threads={threads}&reply={reply}");
        var start = PreciseClock.Now;
        using var answer = await lab.Client.AskAsync(HttpMethod.Post, tier.Status.Url, path, new string('x', bytes), cancel).ConfigureAwait(false);
        var total = PreciseClock.Now - start;
        if (!answer.IsSuccess) throw TierErrors.Of(answer, tier.Tier.Name, "none, a probe");
        using var json = JsonDocument.Parse(answer.Body);
        var root = json.RootElement;
        return new(root.GetProperty("cpu_s").GetDouble(), root.GetProperty("wall_s").GetDouble(), root.GetProperty("receive_s").GetDouble(), root.GetProperty("receive_bytes").GetInt32(), total);
    }

    /// <summary>As <see cref="AskAsync"/>, after the pause.</summary>
    public async Task<ProbeResult> AskIdleAsync(ILabTier tier, long iterations, int threads)
    {
        await Task.Delay(s_idle, cancel).ConfigureAwait(false);
        return await AskAsync(tier, iterations, threads).ConfigureAwait(false);
    }

    /// <summary>
    /// Waits until a tier has nothing to do, ten seconds at most: what it still does for requests before is charged to its share like any
    /// other work, and would be found in the first probes. Tiers elsewhere cannot be looked at.
    /// </summary>
    public async Task QuietAsync(ILabTier tier)
    {
        if (!OperatingSystem.IsLinux() || tier.Id is null) return;
        for (var (i, quiet) = (0, 0); i < MostLooks && quiet < QuietLooks; i++)
        {
            var used = ProcessorClock.Of(tier.Status.ServerProcess);
            await Task.Delay(s_look, cancel).ConfigureAwait(false);
            quiet = ProcessorClock.Of(tier.Status.ServerProcess) - used is >= Busy ? 0 : quiet + 1;
        }
    }

    /// <summary>Empties the link's buckets, so that what follows meets the rate.</summary>
    public async Task DrainAsync(ILabTier tier)
    {
        if (await tier.AskAsync(new TierOrder { Drain = true }, cancel).ConfigureAwait(false)) return;
        // A tier elsewhere takes no orders: the data themselves empty it.
        var burst = lab.Links.Into(tier.Tier.Name).BurstBytes;
        if (burst > 0) await AskAsync(tier, bytes: (int)Math.Min(burst, 1 << 27), reply: (int)Math.Min(burst, 1 << 27)).ConfigureAwait(false);
    }

    /// <summary>Fills the link's buckets.</summary>
    public Task<bool> FillAsync(ILabTier tier) => tier.AskAsync(new TierOrder { Link = lab.Links.Into(tier.Tier.Name) }, cancel);

    /// <summary>What an empty probe takes, the median of several: not the tier's work, and not its link's rate.</summary>
    public async Task<double> EmptyAsync(ILabTier tier)
    {
        var seconds = new double[Count];
        for (var i = 0; i < Count; i++) seconds[i] = (await AskIdleAsync(tier, 0, 1).ConfigureAwait(false)).TotalSeconds;
        Array.Sort(seconds);
        return seconds[Count / 2];
    }

    /// <summary>A row of the certificate for several probes of the same.</summary>
    public static CertificateRow Row(string place, string what, string unit, double nominal, IReadOnlyList<double> measured, double tolerancePct, string mechanism)
    {
        var interval = MedianInterval.Of(new Sample(place, [.. measured], ""), 0.9);
        return new CertificateRow(place, what, unit, nominal, interval.Estimate, interval.Low, interval.High, tolerancePct, mechanism);
    }
}

/// <summary>What a probe took.</summary>
/// <param name="CpuSeconds">Processor time of the work.</param>
/// <param name="WallSeconds">Time that the tier took for it.</param>
/// <param name="ReceiveSeconds">From the request's headers to the last byte of its data.</param>
/// <param name="ReceivedBytes">Data that came in that time: what came together with the headers is not among them.</param>
/// <param name="TotalSeconds">From the call to the parsed answer, by the caller's clock.</param>
internal sealed record ProbeResult(double CpuSeconds, double WallSeconds, double ReceiveSeconds, int ReceivedBytes, double TotalSeconds)
{
    /// <summary>Megabits in a second that came over the link while the data were awaited.</summary>
    public double ReceivedMbps => ReceivedBytes * 8 / 1e6 / Math.Max(ReceiveSeconds, 1e-6);
}
