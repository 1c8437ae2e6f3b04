using EdgeNotebooks.WhatIf.Predicting;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>What a part of the candidates comes to; parts are gathered side by side and then taken together.</summary>
internal sealed class Gathering(RequestModel model, LinkState state, Feasibility feasible, bool flips)
{
    private readonly ParetoFront<(WalkedOption Option, double Seconds)> _front = new();
    private readonly ParetoFront<(WalkedOption Option, double Seconds)> _losses = new();
    private readonly (WalkedOption Option, double Seconds)?[] _rivals = new (WalkedOption, double)?[Tiers.Deployment.All.Count * model.Profile.Models.Count * 2];
    private readonly LineFront[] _lines = flips ? [.. LineFront.Axes.Select(along => new LineFront(along, state))] : [];

    /// <summary>Undominated in latency, accuracy loss, bytes and mobile work.</summary>
    public IEnumerable<(WalkedOption Option, double Seconds)> Front => _front.Items;

    /// <summary>Undominated in latency and accuracy loss, whatever the accuracy that is asked for.</summary>
    public IEnumerable<(WalkedOption Option, double Seconds)> Losses => _losses.Items;

    /// <summary>The fastest of each deployment and operator.</summary>
    public IEnumerable<(WalkedOption Option, double Seconds)> Rivals => _rivals.Where(one => one is not null).Select(one => one!.Value);

    /// <summary>What may be the fastest along each axis.</summary>
    public IReadOnlyList<LineFront> Lines => _lines;

    public long Visited { get; private set; }

    public long Rejected { get; private set; }

    public long Dominated => _front.Dominated;

    public Feasibility Feasible => feasible;

    /// <summary>Judges a candidate.</summary>
    public void Visit(in WalkedOption option)
    {
        Visited++;
        var seconds = option.Cost.Seconds(state);
        var isRival = _rivals[Place(option)] is not { } known || seconds < known.Seconds;
        if (feasible.IsTail && !isRival && IsBeaten(option, seconds))
        {
            if (flips && feasible.AllowsElsewhere(option)) OfferToLines(option);
            return;
        }

        var allowed = feasible.Allows(option, seconds, state, out var elsewhere, out var lossy);
        if (elsewhere && flips) OfferToLines(option);
        if (lossy && flips) _losses.Offer(seconds, option.Loss, 0, 0, (option, seconds));
        if (!allowed)
        {
            Rejected++;
            return;
        }

        _front.Offer(seconds, option.Loss, option.Cost.Bytes, option.Cost.Mobile, (option, seconds));
        if (isRival) _rivals[Place(option)] = (option, seconds);
    }

    /// <summary>Adds what another part has come to.</summary>
    public void Take(Gathering other)
    {
        (Visited, Rejected) = (Visited + other.Visited, Rejected + other.Rejected);
        feasible.Take(other.Feasible);
        _front.Take(other._front);
        _losses.Take(other._losses);
        for (var i = 0; i < _lines.Length; i++)
            foreach (var option in other._lines[i].Kept) _lines[i].Offer(option, new(option.Cost, state));
        for (var i = 0; i < _rivals.Length; i++)
            if (other._rivals[i] is { } rival && (_rivals[i] is not { } known || rival.Seconds < known.Seconds)) _rivals[i] = rival;
    }

    /// <summary>Whether it could not be an answer even if it kept to the quantile.</summary>
    private bool IsBeaten(in WalkedOption option, double seconds) => (!flips || _losses.IsBeaten(seconds, option.Loss, 0, 0))
        && _front.IsBeaten(seconds, option.Loss, option.Cost.Bytes, option.Cost.Mobile);

    private void OfferToLines(in WalkedOption option)
    {
        var terms = new LineTerms(option.Cost, state);
        foreach (var line in _lines) line.Offer(option, terms);
    }

    private int Place(in WalkedOption option) => (option.Deployment * model.Profile.Models.Count + option.Model) * 2 + (option.Exit >= 0 ? 1 : 0);
}
