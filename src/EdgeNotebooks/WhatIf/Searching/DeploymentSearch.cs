using EdgeNotebooks.Transport.Messages;
using EdgeNotebooks.WhatIf.Predicting;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>Goes through every candidate once: the front, the counts, and what the flip points need.</summary>
internal sealed class DeploymentSearch
{
    /// <summary>Parts that are walked side by side; as many on every machine, so that of equal answers the same one is given.</summary>
    private const int Parts = 8;

    private readonly RequestModel _model;
    private readonly Conditions _at;
    private readonly Gathering _all;
    private readonly long _pruned;
    private readonly long _forbidden;

    public DeploymentSearch(RequestModel model, RequestSpread spread, Conditions at, Constraints constraints, IReadOnlyList<WireEncoding> encodings, bool flips)
    {
        (_model, _at) = (model, at.Checked());
        constraints.Checked();
        var state = new LinkState(at, model.LeastSecondsPerMbit);
        _all = Gather(new(state, constraints, flips), out _pruned, out _forbidden);
        if (_all.Front.Any()) return;
        // Which constraints exclude each other is told by all candidates, not only by those that could have won.
        throw Gather(null, out _, out _).Feasible.Contradiction();

        Gathering Gather(WalkFocus? focus, out long pruned, out long forbidden)
        {
            var walks = Enumerable.Range(0, Parts).Select(_ => new OptionWalk(model, encodings, focus)).ToArray();
            var parts = walks.Select(_ => new Gathering(model, state, new(constraints, spread), flips)).ToArray();
            Parallel.For(0, Parts, part => walks[part].Visit(parts[part].Visit, part, Parts));
            foreach (var part in parts.Skip(1)) parts[0].Take(part);
            (pruned, forbidden) = (walks.Sum(walk => walk.Pruned), walks.Sum(walk => walk.Forbidden));
            return parts[0];
        }
    }

    /// <summary>The front, the fastest first; of equally fast ones the one with the fewest bytes.</summary>
    public IReadOnlyList<DeploymentOption> Front => [.. _all.Front.OrderBy(one => one.Seconds).ThenBy(one => one.Option.Cost.Bytes).Select(one => Option(one.Option, one.Seconds))];

    /// <summary>The fastest of each deployment and operator, the fastest first.</summary>
    public IReadOnlyList<DeploymentOption> Rivals => [.. _all.Rivals.OrderBy(one => one.Seconds).Select(one => Option(one.Option, one.Seconds))];

    public (long Considered, long Pruned, long Rejected, long Dominated) Counts => (_all.Visited + _pruned + _forbidden, _pruned, _all.Rejected + _forbidden, _all.Dominated);

    /// <summary>Along both links, the three speeds, and the accuracy that may be lost.</summary>
    public IReadOnlyList<ChoiceFlip> Flips() => [.. _all.Lines.SelectMany(line => new FlipSearch(line, _at, _model.LeastSecondsPerMbit, Option).Find()), .. LossFlips()];

    /// <summary>Each tolerance from which on something faster is allowed.</summary>
    private IEnumerable<ChoiceFlip> LossFlips()
    {
        var steps = _all.Losses.OrderBy(one => one.Option.Loss).ToArray();
        for (var i = 1; i < steps.Length; i++)
            yield return new("accuracy_loss", steps[i].Option.Loss, Option(steps[i - 1].Option, steps[i - 1].Seconds), Option(steps[i].Option, steps[i].Seconds), steps[i].Seconds);
    }

    private DeploymentOption Option(WalkedOption walked, double seconds) =>
        new(_model.Profile, walked.Plan, walked.Cost, double.IsNaN(walked.Loss) ? null : walked.Loss, seconds);
}
