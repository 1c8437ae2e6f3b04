using EdgeNotebooks.Statistics;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.WhatIf.Predicting;

/// <summary>
/// Times of any prefix and suffix of one model on one tier in one session mode: straight lines between the anchors along the share of
/// compute that lies before a cut, from nothing to the whole.
/// </summary>
internal sealed class PartCurve
{
    private readonly (double At, double Prefix, double Suffix)[] _compute;
    private readonly (double At, double Prefix, double Suffix)[] _session;

    private PartCurve((double, double, double)[] compute, (double, double, double)[] session) => (_compute, _session) = (compute, session);

    /// <summary>Inference of the whole model, s.</summary>
    public double Whole { get; private init; }

    /// <summary>The whole model's session, s.</summary>
    public double WholeSession { get; private init; }

    /// <summary>What a part costs because it is one, whatever it holds: the median over the anchors of prefix and suffix less the whole; s, not below 0.</summary>
    public double PerPart { get; private init; }

    /// <summary>The same of its session.</summary>
    public double PerSession { get; private init; }

    /// <param name="model">What was timed.</param>
    /// <param name="tier">Where.</param>
    /// <param name="session">How.</param>
    /// <param name="centre">One number for a part's requests: their median, or a redrawn one.</param>
    /// <param name="without">An anchor that is left out; null for none.</param>
    public static PartCurve Of(ProfiledModel model, string tier, string session, Func<IReadOnlyList<double>, double> centre, int? without = null)
    {
        var parts = model.Parts.Where(part => part.Tier == tier && part.Session == session).ToArray();
        var whole = parts.First(part => part.Side == PartSide.Whole);
        var pairs = parts.Where(part => part.Side == PartSide.Prefix && part.Cut != without)
            .Join(parts.Where(part => part.Side == PartSide.Suffix), part => part.Cut, part => part.Cut, (prefix, suffix) => (Cut: model.Cuts[prefix.Cut!.Value], prefix, suffix)).ToArray();
        var (all, opened) = (centre(whole.Seconds), centre(whole.SessionSeconds));
        // A warm session is only taken from where it lies: the same time for every part.
        var ends = session == "cold" ? opened : 0;
        return new(
            Ordered(pairs.Select(one => (one.Cut.Position, centre(one.prefix.Seconds), centre(one.suffix.Seconds))), 0, all),
            Ordered(pairs.Select(one => (one.Cut.WeightShare, centre(one.prefix.SessionSeconds), centre(one.suffix.SessionSeconds))), opened - ends, opened))
        {
            Whole = all,
            WholeSession = opened,
            PerPart = Extra(pairs.Select(one => centre(one.prefix.Seconds) + centre(one.suffix.Seconds) - all)),
            PerSession = Extra(pairs.Select(one => centre(one.prefix.SessionSeconds) + centre(one.suffix.SessionSeconds) - opened)),
        };
    }

    /// <summary>Inference of what lies before a place.</summary>
    public double Prefix(double position) => At(_compute, position).Prefix;

    /// <summary>Inference of what lies behind it.</summary>
    public double Suffix(double position) => At(_compute, position).Suffix;

    /// <summary>
    /// Inference of what lies between two places: the mean of what prefixes and suffixes say, since either loses the fusions at the other
    /// side. Not below 0, since neither line turns back.
    /// </summary>
    public double Between(double from, double to) => (Prefix(to) - Prefix(from) + Suffix(from) - Suffix(to)) / 2;

    /// <summary>Inference of a part of its own between two places.</summary>
    public double Middle(double from, double to) => Between(from, to) + PerPart;

    /// <summary>The session of what lies before a share of the weights.</summary>
    public double PrefixSession(double weights) => At(_session, weights).Prefix;

    /// <summary>The session of what lies behind.</summary>
    public double SuffixSession(double weights) => At(_session, weights).Suffix;

    /// <summary>The session of what lies between.</summary>
    public double SessionBetween(double from, double to) => (PrefixSession(to) - PrefixSession(from) + SuffixSession(from) - SuffixSession(to)) / 2;

    /// <summary>The session of a part of its own.</summary>
    public double MiddleSession(double from, double to) => SessionBetween(from, to) + PerSession;

    /// <summary>
    /// What the blocks of an exit take: inference between their ends, and of the session between their ends the removed weights' share. Small
    /// weights cost as much of a session as large ones, so the share of all weights would be wrong.
    /// </summary>
    public (double Session, double Inference) Removed(ProfiledExit exit)
    {
        var weights = exit.ToWeightShare - exit.FromWeightShare;
        var session = weights > 0 ? SessionBetween(exit.FromWeightShare, exit.ToWeightShare) * Math.Min(1, exit.RemovedWeightShare / weights) : 0;
        return (session, Between(exit.FromPosition, exit.ToPosition));
    }

    /// <summary>
    /// What a cut adds to the part that ends at it, session and inference, and takes from the part that begins there: the part between two
    /// cuts takes this of the later one less this of the earlier one, and what a part costs at all (<see cref="PerPart"/>, <see cref="PerSession"/>).
    /// </summary>
    /// <param name="position">The cut's share of compute.</param>
    /// <param name="weights">Its share of the weights.</param>
    public double Until(double position, double weights) => (Prefix(position) - Suffix(position) + PrefixSession(weights) - SuffixSession(weights)) / 2;

    private static double Extra(IEnumerable<double> seconds)
    {
        double[] sorted = [.. seconds.Order()];
        return sorted.Length == 0 ? 0 : Math.Max(0, Quantile.OfSorted(sorted, 0.5));
    }

    private static (double, double, double)[] Ordered(IEnumerable<(double At, double Prefix, double Suffix)> points, double nothing, double all)
    {
        (double At, double Prefix, double Suffix)[] sorted =
        [
            (0, nothing, all),
            .. points.Where(point => point.At is > 0 and < 1).GroupBy(point => point.At).Select(same => (same.Key, same.Average(one => one.Prefix), same.Average(one => one.Suffix))).OrderBy(point => point.Key),
            (1, all, nothing),
        ];
        var (up, down) = (Rising([.. sorted.Select(point => point.Prefix)]), Rising([.. sorted.Select(point => point.Suffix).Reverse()]));
        return [.. sorted.Select((point, i) => (point.At, up[i], down[sorted.Length - 1 - i]))];
    }

    /// <summary>The nearest sequence, by squares, that never falls: neighbours in the wrong order are averaged (pool adjacent violators).</summary>
    private static double[] Rising(double[] values)
    {
        var pools = new List<(double Mean, int Count)>();
        foreach (var value in values)
        {
            pools.Add((value, 1));
            while (pools.Count > 1 && pools[^2].Mean > pools[^1].Mean)
            {
                var ((a, n), (b, m)) = (pools[^2], pools[^1]);
                pools.RemoveRange(pools.Count - 2, 2);
                pools.Add((((a * n) + (b * m)) / (n + m), n + m));
            }
        }

        return [.. pools.SelectMany(pool => Enumerable.Repeat(pool.Mean, pool.Count))];
    }

    private static (double Prefix, double Suffix) At((double At, double Prefix, double Suffix)[] points, double at)
    {
        var above = 1;
        while (above < points.Length - 1 && points[above].At < at) above++;
        var (a, b) = (points[above - 1], points[above]);
        var share = (at - a.At) / (b.At - a.At);
        return (a.Prefix + share * (b.Prefix - a.Prefix), a.Suffix + share * (b.Suffix - a.Suffix));
    }
}
