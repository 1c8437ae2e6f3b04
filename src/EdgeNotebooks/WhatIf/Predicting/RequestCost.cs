namespace EdgeNotebooks.WhatIf.Predicting;

/// <summary>All that a request's latency depends on, apart from rates and speeds.</summary>
/// <param name="Fixed">The client's decoding and what links cost without a limit, s.</param>
/// <param name="Mobile">Work of mobile: messages, pictures, session, inference; s at the profiled speed.</param>
/// <param name="Edge">Work of edge, s.</param>
/// <param name="Cloud">Work of the cloud, s.</param>
/// <param name="Up0">Crossing client-mobile with the request, 10^6 bits.</param>
/// <param name="Up1">Crossing mobile-edge, 10^6 bits; 0 where it is not used.</param>
/// <param name="Up2">Crossing edge-cloud.</param>
/// <param name="Down0">Crossing client-mobile with the reply.</param>
/// <param name="Down1">Crossing mobile-edge with it.</param>
/// <param name="Down2">Crossing edge-cloud with it.</param>
/// <param name="Links">Number of links that are crossed, 1 to 3.</param>
public readonly record struct RequestCost(double Fixed, double Mobile, double Edge, double Cloud, double Up0, double Up1, double Up2,
    double Down0, double Down1, double Down2, int Links)
{
    /// <summary>Bytes over all links, both directions.</summary>
    public double Bytes => (Up0 + Up1 + Up2 + Down0 + Down1 + Down2) * 1e6 / 8;

    /// <summary>The sum in everything but the number of links, which both have: a cost is linear in the times of parts and the bytes between them.</summary>
    internal static RequestCost Add(in RequestCost a, in RequestCost b) => new(a.Fixed + b.Fixed, a.Mobile + b.Mobile, a.Edge + b.Edge, a.Cloud + b.Cloud,
        a.Up0 + b.Up0, a.Up1 + b.Up1, a.Up2 + b.Up2, a.Down0 + b.Down0, a.Down1 + b.Down1, a.Down2 + b.Down2, a.Links);

    /// <summary>The difference, likewise.</summary>
    internal static RequestCost Subtract(in RequestCost a, in RequestCost b) => new(a.Fixed - b.Fixed, a.Mobile - b.Mobile, a.Edge - b.Edge, a.Cloud - b.Cloud,
        a.Up0 - b.Up0, a.Up1 - b.Up1, a.Up2 - b.Up2, a.Down0 - b.Down0, a.Down1 - b.Down1, a.Down2 - b.Down2, a.Links);

    /// <summary>Median latency in seconds.</summary>
    internal double Seconds(in LinkState at) => at.IsBurst ? Math.Max(Open(at), Refill(at)) : Open(at);

    /// <summary>The latency with every bucket full at the start.</summary>
    internal double Open(in LinkState at) => Fixed + Links * at.RoundTrip + Mobile / at.MobileSpeed + Edge / at.EdgeSpeed + Cloud / at.CloudSpeed
        + at.Near(Up0) + at.Near(Up1) + at.Far(Up2) + at.Near(Down0) + at.Near(Down1) + at.Far(Down2);

    /// <summary>The shortest time in which every bucket regains what a request takes from it.</summary>
    internal double Refill(in LinkState at) =>
        Math.Max(Math.Max(Math.Max(Up0, Up1), Math.Max(Down0, Down1)) * at.NearSecondsPerMbit, Math.Max(Up2, Down2) * at.FarSecondsPerMbit);
}
