using EdgeNotebooks.WhatIf.Predicting;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>
/// The candidates that can be the fastest for some value of one quantity: those that no other one beats in all numbers that the latency
/// depends on while the rest stays as it is.
/// </summary>
internal sealed class LineFront(string along, LinkState at)
{
    /// <summary>Quantities along which flip points are looked for.</summary>
    public static readonly string[] Axes = ["mobile_edge_mbps", "edge_cloud_mbps", "mobile_speed", "edge_speed", "cloud_speed"];

    private readonly List<(double[] Key, WalkedOption Option)> _kept = [];
    private readonly double[] _key = new double[6];
    private readonly int _length = at.IsBurst ? 6 : 2;
    private readonly int _axis = Array.IndexOf(Axes, along);

    public IReadOnlyList<WalkedOption> Kept => [.. _kept.Select(one => one.Option)];

    public string Along => along;

    /// <summary>Takes a candidate, unless another one is no worse.</summary>
    /// <param name="option">The candidate.</param>
    /// <param name="terms">What its latency is the sum of.</param>
    public void Offer(in WalkedOption option, in LineTerms terms)
    {
        if (_length == 2) (_key[0], _key[1]) = terms.Along(_axis, option.Cost);
        else Fill(option.Cost);
        for (var i = 0; i < _kept.Count; i++)
        {
            if (!Beats(_kept[i].Key, _key)) continue;
            (_kept[0], _kept[i]) = (_kept[i], _kept[0]);
            return;
        }

        _kept.RemoveAll(one => Beats(_key, one.Key));
        _kept.Add(((double[])_key.Clone(), option));
    }

    /// <summary>Latency where the quantity costs nothing, then what the quantity works on, then the bound by buckets that does not change.</summary>
    private void Fill(in RequestCost cost)
    {
        switch (along)
        {
            case "mobile_edge_mbps":
                Fill(cost with { Up0 = 0, Up1 = 0, Down0 = 0, Down1 = 0 }, cost.Up0, cost.Up1, cost.Down0, cost.Down1);
                break;
            case "edge_cloud_mbps":
                Fill(cost with { Up2 = 0, Down2 = 0 }, cost.Up2, cost.Down2, 0, 0);
                break;
            case "mobile_speed":
                FillWork(cost with { Mobile = 0 }, cost.Mobile);
                break;
            case "edge_speed":
                FillWork(cost with { Edge = 0 }, cost.Edge);
                break;
            default:
                FillWork(cost with { Cloud = 0 }, cost.Cloud);
                break;
        }
    }

    private void Fill(in RequestCost rest, double a, double b, double c, double d) =>
        (_key[0], _key[1], _key[2], _key[3], _key[4], _key[5]) = (rest.Open(at), a, b, c, d, rest.Refill(at));

    private void FillWork(in RequestCost rest, double work) => Fill(rest, work, 0, 0, 0);

    private bool Beats(double[] a, double[] b)
    {
        for (var i = 0; i < _length; i++)
            if (a[i] > b[i]) return false;
        return true;
    }
}

/// <summary>What a latency over steady links is the sum of, s.</summary>
internal readonly struct LineTerms(in RequestCost cost, in LinkState at)
{
    private readonly double _rest = cost.Fixed + cost.Links * at.RoundTrip;
    private readonly double _mobile = cost.Mobile / at.MobileSpeed;
    private readonly double _edge = cost.Edge / at.EdgeSpeed;
    private readonly double _cloud = cost.Cloud / at.CloudSpeed;
    private readonly double _near = at.Near(cost.Up0) + at.Near(cost.Up1) + at.Near(cost.Down0) + at.Near(cost.Down1);
    private readonly double _far = at.Far(cost.Up2) + at.Far(cost.Down2);

    /// <summary>Latency where the quantity of <see cref="LineFront.Axes"/> costs nothing, and what the quantity works on.</summary>
    public (double Others, double Amount) Along(int axis, in RequestCost of) => axis switch
    {
        0 => (_rest + _mobile + _edge + _cloud + _far, of.Up0 + of.Up1 + of.Down0 + of.Down1),
        1 => (_rest + _mobile + _edge + _cloud + _near, of.Up2 + of.Down2),
        2 => (_rest + _edge + _cloud + _near + _far, of.Mobile),
        3 => (_rest + _mobile + _cloud + _near + _far, of.Edge),
        _ => (_rest + _mobile + _edge + _near + _far, of.Cloud),
    };
}
