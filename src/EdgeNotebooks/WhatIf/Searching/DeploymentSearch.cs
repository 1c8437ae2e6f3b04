using EdgeNotebooks.Transport.Messages;
using EdgeNotebooks.WhatIf.Predicting;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>Goes through every candidate once: the front, the counts, and what the flip points need.</summary>
internal sealed class DeploymentSearch
{
    private static readonly string[] s_along = ["mobile_edge_mbps", "edge_cloud_mbps", "mobile_speed", "edge_speed", "cloud_speed"];
    private readonly RequestModel _model;
    private readonly Conditions _at;
    private readonly LinkState _state;
    private readonly Feasibility _feasible;
    private readonly ParetoFront<(WalkedOption Option, double Seconds)> _front = new();
    private readonly ParetoFront<(WalkedOption Option, double Seconds)> _losses = new();
    private readonly Dictionary<(int Deployment, int Model, bool HasExit), (WalkedOption Option, double Seconds)> _rivals = [];
    private readonly LineFront[] _lines;
    private readonly OptionWalk _walk;
    private long _visited;
    private long _rejected;

    public DeploymentSearch(RequestModel model, RequestSpread spread, Conditions at, Constraints constraints, IReadOnlyList<WireEncoding> encodings, bool flips)
    {
        (_model, _at, _state) = (model, at.Checked(), new(at, model.LeastSecondsPerMbit));
        _feasible = new(constraints, spread);
        _lines = flips ? [.. s_along.Select(along => new LineFront(along, _state))] : [];
        _walk = new(model, encodings, new(_state, constraints, flips));
        _walk.Visit(Visit);
        if (_front.Items.Any()) return;
        // Which constraints exclude each other is told by all candidates, not only by those that could have won.
        new OptionWalk(model, encodings).Visit(Visit);
        throw _feasible.Contradiction();
    }

    /// <summary>The front, the fastest first; of equally fast ones the one with the fewest bytes.</summary>
    public IReadOnlyList<DeploymentOption> Front => [.. _front.Items.OrderBy(one => one.Seconds).ThenBy(one => one.Option.Cost.Bytes).Select(one => Option(one.Option, one.Seconds))];

    /// <summary>The fastest of each deployment and operator, the fastest first.</summary>
    public IReadOnlyList<DeploymentOption> Rivals => [.. _rivals.Values.OrderBy(one => one.Seconds).Select(one => Option(one.Option, one.Seconds))];

    public (long Considered, long Pruned, long Rejected, long Dominated) Counts => (_visited + _walk.Pruned + _walk.Forbidden, _walk.Pruned, _rejected + _walk.Forbidden, _front.Dominated);

    /// <summary>Along both links, the three speeds, and the accuracy that may be lost.</summary>
    public IReadOnlyList<ChoiceFlip> Flips() => [.. _lines.SelectMany(line => new FlipSearch(line, _at, _model.LeastSecondsPerMbit, Option).Find()), .. LossFlips()];

    private void Visit(in WalkedOption option)
    {
        _visited++;
        var seconds = option.Cost.Seconds(_state);
        var allowed = _feasible.Allows(option, seconds, _state, out var elsewhere, out var lossy);
        if (elsewhere) foreach (var line in _lines) line.Offer(option);
        if (lossy && _lines.Length > 0) _losses.Offer(seconds, option.Loss, 0, 0, (option, seconds));
        if (!allowed)
        {
            _rejected++;
            return;
        }

        _front.Offer(seconds, option.Loss, option.Cost.Bytes, option.Cost.Mobile, (option, seconds));
        var rival = (option.Deployment, option.Model, option.Exit >= 0);
        if (!_rivals.TryGetValue(rival, out var known) || seconds < known.Seconds) _rivals[rival] = (option, seconds);
    }

    /// <summary>Each tolerance from which on something faster is allowed.</summary>
    private IEnumerable<ChoiceFlip> LossFlips()
    {
        var steps = _losses.Items.OrderBy(one => one.Option.Loss).ToArray();
        for (var i = 1; i < steps.Length; i++)
            yield return new("accuracy_loss", steps[i].Option.Loss, Option(steps[i - 1].Option, steps[i - 1].Seconds), Option(steps[i].Option, steps[i].Seconds), steps[i].Seconds);
    }

    private DeploymentOption Option(WalkedOption walked, double seconds) =>
        new(_model.Profile, walked.Plan, walked.Cost, double.IsNaN(walked.Loss) ? null : walked.Loss, seconds);
}
