using EdgeNotebooks.WhatIf.Predicting;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>
/// The candidates that can be the fastest for some value of one quantity: those that no other one beats in all numbers that the latency
/// depends on while the rest stays as it is.
/// </summary>
internal sealed class LineFront(string along, LinkState at)
{
    private readonly List<(double[] Key, WalkedOption Option)> _kept = [];
    private readonly double[] _key = new double[6];
    private readonly int _length = at.IsBurst ? 6 : 2;

    public IReadOnlyList<WalkedOption> Kept => [.. _kept.Select(one => one.Option)];

    public string Along => along;

    public void Offer(in WalkedOption option)
    {
        Fill(option.Cost);
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

    private void Fill(in RequestCost rest, double a, double b, double c, double d)
    {
        _key[0] = rest.Open(at);
        if (_length == 2)
        {
            _key[1] = a + b + c + d;
            return;
        }

        (_key[1], _key[2], _key[3], _key[4], _key[5]) = (a, b, c, d, rest.Refill(at));
    }

    private void FillWork(in RequestCost rest, double work)
    {
        (_key[0], _key[1]) = (rest.Open(at), work);
        if (_length == 6) (_key[2], _key[3], _key[4], _key[5]) = (0, 0, 0, rest.Refill(at));
    }

    private bool Beats(double[] a, double[] b)
    {
        for (var i = 0; i < _length; i++)
            if (a[i] > b[i]) return false;
        return true;
    }
}
