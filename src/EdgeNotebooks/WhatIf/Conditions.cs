using System.Globalization;

namespace EdgeNotebooks.WhatIf;

/// <summary>The surroundings that a latency is asked for. The default is the study's main experiment.</summary>
/// <param name="MobileEdgeMbps">Rate of the links client to mobile and mobile to edge, 10^6 bit/s, over 0.</param>
/// <param name="EdgeCloudMbps">Rate of the link edge to cloud, 10^6 bit/s, over 0.</param>
public sealed record Conditions(double MobileEdgeMbps = 200, double EdgeCloudMbps = 1)
{
    /// <summary>Smallest rate that the study measured, 10^6 bit/s.</summary>
    public const double SlowestMeasured = 1;

    /// <summary>Largest rate that the study measured, 10^6 bit/s.</summary>
    public const double FastestMeasured = 200;

    /// <summary>How the links hold their rate.</summary>
    public LinkBehaviour Links { get; init; } = LinkBehaviour.PaperBurst;

    /// <summary>Speed of the mobile tier relative to the study's, over 0.</summary>
    public double MobileSpeed { get; init; } = 1;

    /// <summary>Speed of the edge tier relative to the study's, over 0.</summary>
    public double EdgeSpeed { get; init; } = 1;

    /// <summary>Speed of the cloud tier relative to the study's, over 0.</summary>
    public double CloudSpeed { get; init; } = 1;

    /// <summary>One-way delay of each link in milliseconds, 0 or more; the study's links have none of their own.</summary>
    public double DelayMs { get; init; }

    /// <summary>Whether a rate lies outside what the study measured, so that an answer is no interpolation.</summary>
    public bool IsExtrapolated => MobileEdgeMbps is < SlowestMeasured or > FastestMeasured || EdgeCloudMbps is < SlowestMeasured or > FastestMeasured;

    /// <summary>The links' behaviour in the words of options and files.</summary>
    public string LinksInWords => Links == LinkBehaviour.PaperBurst ? "paper-burst" : "steady";

    internal double Speed(string tier) => tier switch { "mobile" => MobileSpeed, "edge" => EdgeSpeed, _ => CloudSpeed };

    /// <summary>Refuses rates and speeds that nothing has. Infinity is a rate: a link that costs nothing.</summary>
    internal Conditions Checked()
    {
        Positive(MobileEdgeMbps, "the rate between mobile and edge", "Mbit/s");
        Positive(EdgeCloudMbps, "the rate between edge and cloud", "Mbit/s");
        Positive(MobileSpeed, "the speed of mobile", "x");
        Positive(EdgeSpeed, "the speed of edge", "x");
        Positive(CloudSpeed, "the speed of cloud", "x");
        if (!(DelayMs >= 0 && double.IsFinite(DelayMs))) throw new ArgumentException(FormattableString.Invariant($"the links' delay is {DelayMs} ms; it must be a number of 0 or more"));
        return this;
    }

    /// <summary>All of it in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{MobileEdgeMbps:0.####} Mbit/s between mobile and edge, {EdgeCloudMbps:0.####} Mbit/s between edge and cloud ({LinksInWords} links{(DelayMs > 0 ? string.Create(CultureInfo.InvariantCulture, $", {DelayMs:0.###} ms delay") : "")}){Speeds()}");

    private string Speeds() => (MobileSpeed, EdgeSpeed, CloudSpeed) == (1, 1, 1)
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $", CPU speed {MobileSpeed:0.##} x mobile, {EdgeSpeed:0.##} x edge, {CloudSpeed:0.##} x cloud");

    private static void Positive(double value, string what, string unit)
    {
        if (!(value > 0)) throw new ArgumentException(FormattableString.Invariant($"{what} is {value} {unit}; it must be a number over 0"));
    }
}
