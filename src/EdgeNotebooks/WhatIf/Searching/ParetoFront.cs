namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>Keeps what nothing else beats in latency, accuracy loss, bytes and mobile work at once; of equals the first.</summary>
internal sealed class ParetoFront<T>
{
    private readonly List<(double A, double B, double C, double D, T Item)> _kept = [];

    public IEnumerable<T> Items => _kept.Select(one => one.Item);

    /// <summary>Candidates that something beat.</summary>
    public long Dominated { get; private set; }

    /// <summary>Smaller is better in all four; an unknown loss is the worst there is.</summary>
    public void Offer(double seconds, double loss, double bytes, double mobile, in T item)
    {
        if (IsBeaten(seconds, loss, bytes, mobile)) return;
        if (double.IsNaN(loss)) loss = double.PositiveInfinity;
        Dominated += _kept.RemoveAll(one => one.A >= seconds && one.B >= loss && one.C >= bytes && one.D >= mobile);
        _kept.Add((seconds, loss, bytes, mobile, item));
    }

    /// <summary>Adds what another front keeps and has counted.</summary>
    public void Take(ParetoFront<T> other)
    {
        Dominated += other.Dominated;
        foreach (var (seconds, loss, bytes, mobile, item) in other._kept) Offer(seconds, loss, bytes, mobile, item);
    }

    /// <summary>Whether something that is kept is no worse in anything; then it is counted.</summary>
    public bool IsBeaten(double seconds, double loss, double bytes, double mobile)
    {
        if (double.IsNaN(loss)) loss = double.PositiveInfinity;
        for (var i = 0; i < _kept.Count; i++)
        {
            var (a, b, c, d, _) = _kept[i];
            if (a > seconds || b > loss || c > bytes || d > mobile) continue;
            // What beats one beats its neighbours too: it is asked first next time.
            (_kept[0], _kept[i]) = (_kept[i], _kept[0]);
            Dominated++;
            return true;
        }

        return false;
    }
}
