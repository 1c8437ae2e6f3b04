using System.Globalization;

namespace EdgeNotebooks.Transport.Shaping;

/// <summary>What a link into a tier lets through, in each direction.</summary>
/// <param name="Mbps">10^6 payload bits per second, over 0; null for no limit.</param>
public sealed record LinkSettings(double? Mbps)
{
    /// <summary>No limit and no delay.</summary>
    public static LinkSettings Unlimited { get; } = new((double?)null);

    /// <summary>How the rate is held; default <see cref="Shaping.Shaper.Steady"/>.</summary>
    public Shaper Shaper { get; init; }

    /// <summary>One-way delay in milliseconds, 0 or more; it does not cost rate.</summary>
    public double DelayMs { get; init; }

    /// <summary>The delay varies evenly by as much as this in both directions, in milliseconds; bytes stay in order.</summary>
    public double JitterMs { get; init; }

    /// <summary>Bytes on the wire per byte of payload: 1.046 makes a rate comparable to <c>tc</c>, which counts Ethernet headers; default 1.</summary>
    public double Overhead { get; init; } = 1;

    /// <summary>Payload bytes per second; infinite without a limit.</summary>
    internal double BytesPerSecond => Mbps is { } mbps ? mbps * 1e6 / 8 / Overhead : double.PositiveInfinity;

    /// <summary>The bucket in payload bytes; tc reads "Xmbit" as a size of X * 2^20 bits.</summary>
    internal double BurstBytes => Shaper == Shaper.PaperBurst && Mbps is { } mbps ? mbps * (1 << 20) / 8 / Overhead : 0;

    /// <summary>Name of the shaper in options and files.</summary>
    internal string ShaperName => Shaper == Shaper.PaperBurst ? "paper-burst" : "steady";

    /// <summary>For example <c>200 Mbit/s paper-burst</c>.</summary>
    public override string ToString() => Mbps is not { } mbps && DelayMs == 0 ? "unlimited"
        : string.Create(CultureInfo.InvariantCulture, $"{(Mbps is { } rate ? $"{rate.ToString(CultureInfo.InvariantCulture)} Mbit/s {ShaperName}" : "unlimited")}{(DelayMs > 0 ? $", {DelayMs:0.###} ms" : "")}{(JitterMs > 0 ? $" +-{JitterMs:0.###} ms" : "")}");

    /// <summary>The shaper of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal static Shaper ParseShaper(string name) => name switch
    {
        "steady" => Shaper.Steady,
        "paper-burst" => Shaper.PaperBurst,
        _ => throw new ArgumentException($"shaper '{name}' is unknown; there are steady and paper-burst"),
    };

    /// <summary>Rejects what no link can be.</summary>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    internal LinkSettings Checked(string link)
    {
        if (Mbps is { } mbps && !(mbps > 0 && double.IsFinite(mbps))) throw new ArgumentException(FormattableString.Invariant($"the link {link} has {mbps} Mbit/s; a rate is a number over 0, none for no limit"));
        if (!(DelayMs >= 0 && DelayMs <= 60_000)) throw new ArgumentException(FormattableString.Invariant($"the link {link} has a delay of {DelayMs} ms; it lies between 0 and 60000"));
        if (!(JitterMs >= 0 && JitterMs <= DelayMs)) throw new ArgumentException(FormattableString.Invariant($"the link {link} has a jitter of {JitterMs} ms; it lies between 0 and the delay, {DelayMs} ms"));
        if (!(Overhead >= 1 && Overhead <= 10)) throw new ArgumentException(FormattableString.Invariant($"the link {link} has an overhead of {Overhead}; it lies between 1 and 10"));
        return this;
    }
}
