namespace EdgeNotebooks.WhatIf;

/// <summary>How often a request's payloads cross each link, and where it computes. Near: client-mobile and mobile-edge; far: edge-cloud.</summary>
internal sealed record Route(int PictureNear, int SeamNear, int PictureFar, int SeamFar, string First, string Second)
{
    private static readonly Dictionary<string, Route> s_all = new()
    {
        ["mobile"] = new(1, 0, 0, 0, "mobile", "mobile"),
        ["edge"] = new(2, 0, 0, 0, "edge", "edge"),
        ["cloud"] = new(2, 0, 1, 0, "cloud", "cloud"),
        ["mobile_edge"] = new(1, 1, 0, 0, "mobile", "edge"),
        ["edge_cloud"] = new(2, 0, 0, 1, "edge", "cloud"),
        ["mobile_cloud"] = new(1, 1, 0, 1, "mobile", "cloud"),
    };

    /// <summary>Whether the model is in two parts.</summary>
    public bool IsSplit => First != Second;

    public static Route Of(string deployment) => s_all.GetValueOrDefault(deployment)
        ?? throw new ArgumentException($"deployment '{deployment}' has no latency model; there are: {string.Join(", ", s_all.Keys)}", nameof(deployment));

    /// <summary>The hops in the order that a request takes them.</summary>
    public IEnumerable<(string Name, bool IsNear, bool IsSeam)> Hops()
    {
        yield return ("client to mobile", true, false);
        if (PictureNear > 1) yield return ("mobile to edge", true, false);
        if (SeamNear > 0) yield return ("mobile to edge", true, true);
        if (PictureFar > 0) yield return ("edge to cloud", false, false);
        if (SeamFar > 0) yield return ("edge to cloud", false, true);
    }
}
