using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Emulation;

/// <summary>The links of a lab, each with one limit for each direction that all connections share.</summary>
/// <param name="ClientMobile">From the client into mobile; shaped in the study too.</param>
/// <param name="MobileEdge">From mobile into edge.</param>
/// <param name="EdgeCloud">From edge into the cloud.</param>
public sealed record Links(LinkSettings ClientMobile, LinkSettings MobileEdge, LinkSettings EdgeCloud)
{
    /// <summary>The study's main experiment: 200, 200 and 1 Mbit/s, with the burst that its commands set.</summary>
    public static Links Study { get; } = Of(200, 1, Shaper.PaperBurst);

    /// <summary>No limits: what the machine gives.</summary>
    public static Links Unlimited { get; } = new(LinkSettings.Unlimited, LinkSettings.Unlimited, LinkSettings.Unlimited);

    /// <summary>
    /// A point of the study's bandwidth grid, in Mbit/s. The client's link has the rate of mobile-edge, since the study limits the
    /// mobile container as a whole.
    /// </summary>
    /// <param name="mobileEdgeMbps">Rate of client-mobile and mobile-edge.</param>
    /// <param name="edgeCloudMbps">Rate of edge-cloud.</param>
    /// <param name="shaper">How rates are held; default steady.</param>
    public static Links Of(double mobileEdgeMbps, double edgeCloudMbps, Shaper shaper = Shaper.Steady)
    {
        var near = new LinkSettings(mobileEdgeMbps) { Shaper = shaper };
        return new Links(near, near, new LinkSettings(edgeCloudMbps) { Shaper = shaper });
    }

    /// <summary>The same rates held in another way.</summary>
    public Links With(Shaper shaper) => new(ClientMobile with { Shaper = shaper }, MobileEdge with { Shaper = shaper }, EdgeCloud with { Shaper = shaper });

    /// <summary>The link into a tier.</summary>
    internal LinkSettings Into(string tier) => tier switch
    {
        "mobile" => ClientMobile,
        "edge" => MobileEdge,
        "cloud" => EdgeCloud,
        _ => LinkSettings.Unlimited,
    };

    internal Links Checked()
    {
        ClientMobile.Checked("client-mobile");
        MobileEdge.Checked("mobile-edge");
        EdgeCloud.Checked("edge-cloud");
        return this;
    }

    /// <summary>All three in one line.</summary>
    public override string ToString() => $"client-mobile {ClientMobile}; mobile-edge {MobileEdge}; edge-cloud {EdgeCloud}";
}
