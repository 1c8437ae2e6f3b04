namespace EdgeNotebooks.WhatIf.Page;

/// <summary>What a request's latency is made of, in the shape that the page computes with.</summary>
/// <remarks>
/// Latency = fixed + compute of each tier / its speed + for each used link max(0, megabits / rate - burst) and twice the one-way delay; on paper-burst links at least
/// megabits / rate of each link, since a bucket regains only what the request's own duration gives. On steady links the burst is 0.
/// Client-mobile and mobile-edge have the same rate.
/// </remarks>
/// <param name="FixedSeconds">Time that neither a faster processor nor a faster link shortens.</param>
/// <param name="MobileSeconds">Compute on mobile at speed 1; 0 for a tier that computes nothing.</param>
/// <param name="EdgeSeconds">Compute on edge at speed 1.</param>
/// <param name="CloudSeconds">Compute on cloud at speed 1.</param>
/// <param name="ClientMobileMbit">10^6 bits from the client to mobile; 0 for a link that is not used.</param>
/// <param name="MobileEdgeMbit">10^6 bits from mobile to edge.</param>
/// <param name="EdgeCloudMbit">10^6 bits from edge to cloud.</param>
/// <param name="BurstSeconds">Seconds of a link's rate that pass freely after a pause, with paper-burst links.</param>
public readonly record struct PageTimes(double FixedSeconds, double MobileSeconds, double EdgeSeconds, double CloudSeconds,
    double ClientMobileMbit, double MobileEdgeMbit, double EdgeCloudMbit, double BurstSeconds)
{
    /// <summary>The eight numbers in the order of the constructor.</summary>
    internal double[] Numbers => [FixedSeconds, MobileSeconds, EdgeSeconds, CloudSeconds, ClientMobileMbit, MobileEdgeMbit, EdgeCloudMbit, BurstSeconds];
}
