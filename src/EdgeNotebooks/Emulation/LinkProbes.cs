using System.Globalization;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Emulation;

/// <summary>Measures whether links hold their rate, delay and burst.</summary>
internal sealed class LinkProbes(TierProbes probes)
{
    /// <summary>Percent; for transfers that take a good part of a second.</summary>
    private const double RateTolerance = 3;

    /// <summary>Percent for short transfers, or <see cref="ShortSeconds"/> if that is more.</summary>
    private const double ShortTolerance = 5;

    private const double ShortSeconds = 0.002;
    private const double Long = 0.3;

    /// <summary>Bytes: several times what a slow link passes in one piece, the headers with it.</summary>
    public const int FewestBytes = 2048;

    /// <summary>Beyond the bucket of <c>paper-burst</c>, in seconds of the rate: enough to time.</summary>
    private const double BeyondBurst = 0.25;

    /// <summary>Rows for one link.</summary>
    /// <param name="tier">The tier that it leads to.</param>
    /// <param name="link">What it should be.</param>
    /// <param name="into">Sizes of data sent, in seconds of the rate.</param>
    /// <param name="outOf">Sizes of data sent back, likewise.</param>
    /// <param name="withBurst">Whether the bucket is measured too.</param>
    public async Task<IReadOnlyList<CertificateRow>> MeasureAsync(ILabTier tier, LinkSettings link, IReadOnlyList<double> into, IReadOnlyList<double> outOf, bool withBurst)
    {
        var rows = new List<CertificateRow>();
        var place = $"link into {tier.Tier.Name}";
        var mechanism = $"{link.ShaperName} in user space{(link.Shaper == Shaper.PaperBurst ? "; a policer's drops are not reproduced" : "")}";
        var empty = await probes.EmptyAsync(tier).ConfigureAwait(false);
        if (link.DelayMs > 0) rows.Add(TierProbes.Row(place, "delay there and back", "ms", 2 * link.DelayMs, await RepeatAsync(async () => 1000 * (await probes.AskAsync(tier).ConfigureAwait(false)).TotalSeconds).ConfigureAwait(false), Tolerance(2 * link.DelayMs / 1000), mechanism));
        if (link.Mbps is null) return rows;
        foreach (var size in into)
        {
            var bytes = Bytes(link, size);
            rows.Add(Rate(place, link, bytes, await RepeatAsync(async () =>
            {
                await probes.DrainAsync(tier).ConfigureAwait(false);
                return (await probes.AskAsync(tier, bytes: bytes).ConfigureAwait(false)).ReceivedMbps;
            }).ConfigureAwait(false), mechanism));
        }

        foreach (var size in outOf)
        {
            var bytes = Bytes(link, size);
            rows.Add(Rate($"link out of {tier.Tier.Name}", link, bytes, await RepeatAsync(async () =>
            {
                await probes.DrainAsync(tier).ConfigureAwait(false);
                return bytes * 8 / 1e6 / ((await probes.AskAsync(tier, reply: bytes).ConfigureAwait(false)).TotalSeconds - empty);
            }).ConfigureAwait(false), mechanism));
        }

        if (withBurst && link.Shaper == Shaper.PaperBurst && await BurstAsync(tier, link, place, mechanism).ConfigureAwait(false) is { } burst) rows.Add(burst);
        return rows;
    }

    /// <summary>What is free after a pause: data over the bucket, less what its time would have carried.</summary>
    private async Task<CertificateRow?> BurstAsync(ILabTier tier, LinkSettings link, string place, string mechanism)
    {
        var bytes = (int)Math.Min(link.BurstBytes + BeyondBurst * link.BytesPerSecond, 1 << 28);
        if (bytes <= link.BurstBytes || !await probes.FillAsync(tier).ConfigureAwait(false)) return null;
        return TierProbes.Row(place, "burst after a pause", "bytes", link.BurstBytes, await RepeatAsync(async () =>
        {
            await probes.FillAsync(tier).ConfigureAwait(false);
            return bytes - link.BytesPerSecond * (await probes.AskAsync(tier, bytes: bytes).ConfigureAwait(false)).ReceiveSeconds;
        }).ConfigureAwait(false), ShortTolerance, mechanism);
    }

    private static CertificateRow Rate(string place, LinkSettings link, int bytes, double[] mbps, string mechanism) => TierProbes.Row(place,
        string.Create(CultureInfo.InvariantCulture, $"goodput of {bytes} bytes"), "Mbit/s", link.BytesPerSecond * 8 / 1e6, mbps,
        bytes / link.BytesPerSecond >= Long ? RateTolerance : Tolerance(bytes / link.BytesPerSecond), mechanism);

    /// <summary>In percent of a time in seconds.</summary>
    private static double Tolerance(double seconds) => Math.Max(ShortTolerance, 100 * ShortSeconds / seconds);

    private static int Bytes(LinkSettings link, double seconds) => (int)Math.Clamp(link.BytesPerSecond * seconds, FewestBytes, 1 << 27);

    private static async Task<double[]> RepeatAsync(Func<Task<double>> probe)
    {
        var measured = new double[TierProbes.Count];
        for (var i = 0; i < measured.Length; i++) measured[i] = await probe().ConfigureAwait(false);
        return measured;
    }
}
