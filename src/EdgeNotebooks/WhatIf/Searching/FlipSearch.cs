using EdgeNotebooks.WhatIf.Predicting;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>Finds exactly where the fastest of some candidates changes along one quantity.</summary>
/// <remarks>
/// In x = 1/value every latency is piecewise linear. Between the ends of all pieces the fastest is the lower envelope of lines: if two
/// lines are the lowest at the two ends, either the lowest at their crossing is no lower, and it is the only change, or that one divides
/// the range in two.
/// </remarks>
internal sealed class FlipSearch(LineFront front, Conditions at, double least, Func<WalkedOption, double, DeploymentOption> option)
{
    /// <summary>Rates and speeds between which changes are looked for.</summary>
    public const double SlowestMbps = 0.1, FastestMbps = 1000, Slowest = 0.25, Fastest = 4;

    /// <summary>Latencies that differ by less count as equal, s.</summary>
    private const double Tie = 1e-12;

    private readonly IReadOnlyList<WalkedOption> _candidates = front.Kept;
    private readonly List<ChoiceFlip> _flips = [];

    private bool IsRate => front.Along.EndsWith("mbps", StringComparison.Ordinal);

    /// <summary>From small values to large ones.</summary>
    public IReadOnlyList<ChoiceFlip> Find()
    {
        var ends = Ends();
        var current = -1;
        for (var i = ends.Count - 1; i > 0; i--)
        {
            var (from, to) = (ends[i], ends[i - 1]);
            var first = FastestAt(from, to);
            if (current < 0) current = first;
            else if (!IsAsFast(current, first, to) && IsFaster(first, current, from, to)) current = Flip(from, current, first);
            current = Walk(from, current, to, FastestAt(to, from));
        }

        return _flips;
    }

    /// <summary>Goes on with the first while nothing is faster; returns the one that the piece ends with.</summary>
    private int Walk(double from, int first, double to, int second)
    {
        if (first == second || IsAsFast(first, second, to)) return first;
        double a = At(first, from) - At(second, from), b = At(first, to) - At(second, to);
        var x = Math.Clamp(from + ((to - from) * a / (a - b)), Math.Min(from, to), Math.Max(from, to));
        var lowest = FastestAt(x, to);
        return lowest == first || lowest == second || At(lowest, x) >= At(first, x) - Tie || x == from || x == to
            ? Flip(x, first, second)
            : Walk(x, Walk(from, first, x, lowest), to, second);
    }

    private int Flip(double x, int below, int above)
    {
        var seconds = At(above, x);
        _flips.Add(new(front.Along, 1 / x, option(_candidates[below], At(below, x)), option(_candidates[above], seconds), seconds));
        return above;
    }

    private bool IsAsFast(int one, int other, double x) => At(one, x) <= At(other, x) + Tie;

    /// <summary>Whether one is the faster right behind the beginning of a piece on which both are straight.</summary>
    private bool IsFaster(int one, int other, double from, double to) => At(one, from + ((to - from) * 1e-6)) < At(other, from + ((to - from) * 1e-6)) - (Tie * 1e-6);

    /// <summary>The fastest at a place; of equals the one that is faster towards <paramref name="towards"/>.</summary>
    private int FastestAt(double x, double towards)
    {
        var (best, seconds, later) = (0, double.PositiveInfinity, double.PositiveInfinity);
        for (var i = 0; i < _candidates.Count; i++)
        {
            var own = At(i, x);
            if (own > seconds + 1e-15) continue;
            var then = At(i, towards);
            if (own < seconds - 1e-15 || then < later) (best, seconds, later) = (i, Math.Min(own, seconds), then);
        }

        return best;
    }

    private double At(int candidate, double x) => _candidates[candidate].Cost.Seconds(State(x));

    private LinkState State(double x) => new(front.Along switch
    {
        "mobile_edge_mbps" => at with { MobileEdgeMbps = 1 / x },
        "edge_cloud_mbps" => at with { EdgeCloudMbps = 1 / x },
        "mobile_speed" => at with { MobileSpeed = 1 / x },
        "edge_speed" => at with { EdgeSpeed = 1 / x },
        _ => at with { CloudSpeed = 1 / x },
    }, least);

    /// <summary>Between these every latency is a straight line in x.</summary>
    private List<double> Ends()
    {
        var (first, last) = IsRate ? (1 / FastestMbps, 1 / SlowestMbps) : (1 / Fastest, 1 / Slowest);
        var ends = new SortedSet<double> { first, last };
        Add(least);
        if (at.Links == LinkBehaviour.PaperBurst)
            foreach (var candidate in _candidates)
            {
                var cost = candidate.Cost;
                double[] payloads = front.Along switch
                {
                    "mobile_edge_mbps" => [cost.Up0, cost.Up1, cost.Down0, cost.Down1],
                    "edge_cloud_mbps" => [cost.Up2, cost.Down2],
                    _ => [],
                };
                double[] own = [first, .. payloads.Where(payload => payload > 0).Select(payload => least + LinkState.BurstSeconds / payload).Where(x => x > first && x < last).Order(), last];
                foreach (var x in own) Add(x);
                for (var i = 0; i + 1 < own.Length; i++) Meet(cost, own[i], own[i + 1]);
            }

        return [.. ends];

        void Add(double x)
        {
            if (x > first && x < last) ends.Add(x);
        }

        // The bound by the buckets is a maximum of lines: it is divided where it bends, then where it meets the latency without it.
        void Meet(RequestCost cost, double a, double b)
        {
            double[] bends = [a, .. Bends(cost, a, b), b];
            for (var i = 0; i + 1 < bends.Length; i++)
            {
                Add(bends[i]);
                double from = Beyond(cost, bends[i]), to = Beyond(cost, bends[i + 1]);
                if (from < 0 != to < 0) Add(bends[i] + (bends[i + 1] - bends[i]) * from / (from - to));
            }
        }

        double Beyond(RequestCost cost, double x) => cost.Open(State(x)) - cost.Refill(State(x));

        // Linear in x with one constant: at most one bend, where the constant is overtaken.
        IEnumerable<double> Bends(RequestCost cost, double a, double b)
        {
            double low = cost.Refill(State(a)), high = cost.Refill(State(b));
            if (!IsRate || high <= low) yield break;
            var x = low * b / high;
            if (x > a && x < b) yield return x;
        }
    }
}
