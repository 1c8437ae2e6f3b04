using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.WhatIf.Predicting;

/// <summary>Conditions as the request model uses them.</summary>
internal readonly struct LinkState
{
    /// <summary>tc reads a burst of "Xmbit" as X * 2^20 bits: so many seconds of the rate are free after a pause.</summary>
    public const double BurstSeconds = (1 << 20) / 1e6;

    private readonly double _near;
    private readonly double _far;
    private readonly double _free;

    /// <param name="at">Rates, speeds, delay.</param>
    /// <param name="leastSecondsPerMbit">What a megabit takes where no rate limits it.</param>
    public LinkState(Conditions at, double leastSecondsPerMbit)
    {
        Least = leastSecondsPerMbit;
        (NearSecondsPerMbit, FarSecondsPerMbit) = (1 / at.MobileEdgeMbps, 1 / at.EdgeCloudMbps);
        (_near, _far) = (Math.Max(0, NearSecondsPerMbit - Least), Math.Max(0, FarSecondsPerMbit - Least));
        IsBurst = at.Links == LinkBehaviour.PaperBurst;
        _free = IsBurst ? BurstSeconds : 0;
        RoundTrip = 2 * at.DelayMs / 1000;
        (MobileSpeed, EdgeSpeed, CloudSpeed) = (at.MobileSpeed, at.EdgeSpeed, at.CloudSpeed);
    }

    public double NearSecondsPerMbit { get; }

    public double FarSecondsPerMbit { get; }

    public double Least { get; }

    public bool IsBurst { get; }

    public double RoundTrip { get; }

    public double MobileSpeed { get; }

    public double EdgeSpeed { get; }

    public double CloudSpeed { get; }

    /// <summary>Time over client-mobile or mobile-edge.</summary>
    public double Near(double mbit) => mbit * Least + Math.Max(0, mbit * _near - _free);

    /// <summary>Time over edge-cloud.</summary>
    public double Far(double mbit) => mbit * Least + Math.Max(0, mbit * _far - _free);

    public double Speed(string tier) => tier == Tier.Order[0] ? MobileSpeed : tier == Tier.Order[1] ? EdgeSpeed : CloudSpeed;
}
