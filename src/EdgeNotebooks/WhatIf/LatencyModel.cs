namespace EdgeNotebooks.WhatIf;

/// <summary>
/// The latency of a request as the study sends it: every tier receives a payload whole before it sends it on, so the hops add up.
/// </summary>
/// <remarks>
/// A hop of <c>P</c> Mbit over a link of <c>R</c> Mbit/s takes <c>P/R</c> seconds, on a paper-burst link <c>max(0, P/R - b)</c>: the
/// first <c>b</c> seconds of data are free. Requests follow each other without a pause, and a bucket regains only what the request's
/// own duration gives, so that on paper-burst links a request takes at least <c>P/R</c> for each of its hops. Left out: replies (a
/// label or a small picture), transmission errors, other load. More bandwidth or a faster tier never makes an answer slower.
/// </remarks>
internal static class LatencyModel
{
    public static double Seconds(in LatencyParameters p, Route route, double firstShare, Conditions at)
    {
        var open = Open(p, route, firstShare, at);
        return at.Links == LinkBehaviour.PaperBurst ? Math.Max(open, Refill(p, route, at.MobileEdgeMbps, at.EdgeCloudMbps)) : open;
    }

    /// <summary>Compute and hops, each bucket full at the start.</summary>
    public static double Open(in LatencyParameters p, Route route, double firstShare, Conditions at)
    {
        double near = at.MobileEdgeMbps, far = at.EdgeCloudMbps, free = at.Links == LinkBehaviour.PaperBurst ? p.BurstSeconds : 0;
        return p.ComputeSeconds * (firstShare / at.Speed(route.First) + (1 - firstShare) / at.Speed(route.Second))
            + route.PictureNear * Hop(p.PictureMbit, near, free) + route.SeamNear * Hop(p.SeamMbit, near, free)
            + route.PictureFar * Hop(p.PictureMbit, far, free) + route.SeamFar * Hop(p.SeamMbit, far, free)
            + (route.PictureNear + route.SeamNear + route.PictureFar + route.SeamFar) * Delay(at);
    }

    /// <summary>Time of one hop beyond what the bucket lets pass.</summary>
    public static double Hop(double mbit, double mbps, double free) => Math.Max(0, mbit / mbps - free);

    /// <summary>There and back over one link.</summary>
    private static double Delay(Conditions at) => 2 * at.DelayMs / 1000;

    /// <summary>The shortest time in which every bucket regains what a request takes from it.</summary>
    public static double Refill(in LatencyParameters p, Route route, double near, double far) => Math.Max(
        Math.Max(p.PictureMbit / near, route.SeamNear > 0 ? p.SeamMbit / near : 0),
        Math.Max(route.PictureFar > 0 ? p.PictureMbit / far : 0, route.SeamFar > 0 ? p.SeamMbit / far : 0));

    /// <summary>The same latency step by step; the steps add up to it.</summary>
    public static IReadOnlyList<LatencyStep> Steps(in LatencyParameters p, Route route, double firstShare, Conditions at)
    {
        var burst = at.Links == LinkBehaviour.PaperBurst;
        var free = burst ? p.BurstSeconds : 0;
        var steps = new List<LatencyStep>();
        var computed = false;
        foreach (var (name, isNear, isSeam) in route.Hops())
        {
            var mbit = isSeam ? p.SeamMbit : p.PictureMbit;
            if (isSeam && !computed) Compute(route.First, firstShare, p.ComputeSeconds);
            computed |= isSeam;
            steps.Add(new(name, Hop(mbit, isNear ? at.MobileEdgeMbps : at.EdgeCloudMbps, free) + Delay(at), mbit * 1e6 / 8));
        }

        Compute(route.Second, route.IsSplit ? 1 - firstShare : 1, p.ComputeSeconds);
        var waiting = burst ? Refill(p, route, at.MobileEdgeMbps, at.EdgeCloudMbps) - steps.Sum(step => step.Seconds) : 0;
        if (waiting > 0) steps.Add(new("waiting for a bucket to refill", waiting, 0));
        return steps;

        void Compute(string tier, double share, double seconds) => steps.Add(new($"compute on {tier}", seconds * share / at.Speed(tier), 0));
    }
}

/// <summary>One step of a request.</summary>
/// <param name="Name">For example <c>mobile to edge</c> or <c>compute on edge</c>.</param>
/// <param name="Seconds">How long it takes.</param>
/// <param name="PayloadBytes">Bytes that cross the link as base64 and JSON; 0 for a step that sends nothing.</param>
public sealed record LatencyStep(string Name, double Seconds, double PayloadBytes);
