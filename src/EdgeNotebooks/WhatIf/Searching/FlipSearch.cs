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

    private readonly IReadOnlyList<WalkedOption> _candidates = front.Kept;
    private readonly List<ChoiceFlip> _flips = [];

    private bool IsRate => front.Along.EndsWith("mbps", StringComparison.Ordinal);

    /// <summary>From small values to large ones.</summary>
    public IReadOnlyList<ChoiceFlip> Find()
    {
        var ends = Ends();
        for (var i = ends.Count - 1; i > 0; i--) Walk(ends[i], FastestAt(ends[i], ends[i - 1]), ends[i - 1], FastestAt(ends[i - 1], ends[i]));
        return _flips;
    }

    private void Walk(double from, int first, double to, int second)
    {
        if (first == second || Alike(first, second, from, to)) return;
        double a = At(first, from) - At(second, from), b = At(first, to) - At(second, to);
        var x = a == b ? from : from + (to - from) * a / (a - b);
        x = Math.Clamp(x, Math.Min(from, to), Math.Max(from, to));
        var lowest = FastestAt(x, to);
        if (lowest == first || lowest == second || At(lowest, x) >= At(first, x) - 1e-12)
        {
            var seconds = At(second, x);
            _flips.Add(new(front.Along, 1 / x, option(_candidates[first], At(first, x)), option(_candidates[second], seconds), seconds));
            return;
        }

        Walk(from, first, x, lowest);
        Walk(x, lowest, to, second);
    }

    private bool Alike(int first, int second, double from, double to) => At(first, from) == At(second, from) && At(first, to) == At(second, to);

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
