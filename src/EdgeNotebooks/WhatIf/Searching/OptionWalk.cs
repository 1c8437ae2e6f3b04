using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Messages;
using EdgeNotebooks.WhatIf.Predicting;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>A candidate while all of them are walked through.</summary>
/// <param name="Model">Index of the precision.</param>
/// <param name="Exit">Index of the exit, -1 for none.</param>
/// <param name="First">Index of the first cut, -1 for none.</param>
/// <param name="Second">Index of the second cut, -1 for none.</param>
/// <param name="Deployment">Index into <see cref="Deployment.All"/>.</param>
/// <param name="Encoding">How messages are written.</param>
/// <param name="Loss">Points of accuracy lost; NaN where it is not known.</param>
/// <param name="Cost">What it costs.</param>
/// <param name="MobileWeights">Bytes of weights on mobile.</param>
/// <param name="EdgeWeights">The same on edge.</param>
/// <param name="CloudWeights">The same in the cloud.</param>
/// <param name="PictureLeaves">Whether the input is sent beyond mobile.</param>
internal readonly record struct WalkedOption(int Model, int Exit, int First, int Second, int Deployment, WireEncoding Encoding, double Loss, RequestCost Cost,
    double MobileWeights, double EdgeWeights, double CloudWeights, bool PictureLeaves)
{
    public DeploymentPlan Plan => new(Model, Exit < 0 ? null : Exit, First < 0 ? [] : Second < 0 ? [First] : [First, Second], Tiers.Deployment.All[Deployment], Encoding);
}

/// <summary>Visits precisions, exits, valid cuts and pairs of cuts, deployments and encodings of a profile.</summary>
/// <remarks>
/// Passed over, and counted, is what cannot be part of a better answer. A cut: where another leaves the same compute and weights on either
/// side with no more bytes. A second cut of three parts: where, behind the same first one, another is no worse in everything that the
/// focus asks for; the latency of three parts is a sum over both cuts, so this does not depend on the first one.
/// </remarks>
/// <param name="model">What things cost.</param>
/// <param name="encodings">Encodings to visit.</param>
/// <param name="focus">What is asked for; null visits everything but equal cuts.</param>
internal sealed class OptionWalk(RequestModel model, IReadOnlyList<WireEncoding> encodings, WalkFocus? focus = null)
{
    private static readonly Deployment[] s_all = [.. Deployment.All];
    private static readonly int[][] s_places = [.. s_all.Select(deployment => deployment.Tiers.Select(tier => Array.IndexOf([.. Tier.Order], tier)).ToArray())];
    private readonly DeploymentProfile _profile = model.Profile;
    private readonly IReadOnlyList<WireEncoding> _encodings = encodings;

    public delegate void Visitor(in WalkedOption option);

    /// <summary>Candidates that the walk has passed over so far.</summary>
    public long Pruned { get; private set; }

    /// <summary>Candidates that were not visited because nothing of their precision and exit is allowed.</summary>
    public long Forbidden { get; private set; }

    private RequestModel Model { get; } = model;

    private WalkFocus? Focus { get; } = focus;

    /// <summary>Visits every candidate, or one part of several.</summary>
    public void Visit(Visitor visit, int part = 0, int parts = 1)
    {
        var variant = 0;
        for (var i = 0; i < _profile.Models.Count; i++)
        {
            var order = new CutOrder(_profile.Models[i]);
            for (var exit = -1; exit < _profile.Models[i].Exits.Count; exit++)
                if (variant++ % parts == part) new VariantWalk(this, i, exit, order, visit).Run();
        }
    }

    /// <summary>Points lost against the unchanged model; NaN where either accuracy is unknown.</summary>
    public static double LossOf(DeploymentProfile profile, int model, int exit)
    {
        if (model == 0 && exit < 0) return 0;
        var own = exit < 0 ? profile.Models[model].AccuracyPercent : profile.Models[model].Exits[exit].AccuracyPercent;
        return profile.Models[0].AccuracyPercent - own ?? double.NaN;
    }

    /// <summary>One precision with one exit.</summary>
    private sealed class VariantWalk
    {
        private readonly OptionWalk _walk;
        private readonly int _model;
        private readonly int _exit;
        private readonly CutOrder _order;
        private readonly Visitor _visit;
        private readonly ProfiledModel _one;
        private readonly ProfiledExit? _skipped;
        private readonly bool[] _isBehind;
        private readonly int[] _cuts;
        private readonly double _loss;
        private readonly (double Session, double Inference)[,] _prefix;
        private readonly (double Session, double Inference)[,] _suffix;

        public VariantWalk(OptionWalk walk, int model, int exit, CutOrder order, Visitor visit)
        {
            (_walk, _model, _exit, _order, _visit) = (walk, model, exit, order, visit);
            _one = walk._profile.Models[model];
            _skipped = exit < 0 ? null : _one.Exits[exit];
            _isBehind = new bool[_one.Cuts.Count];
            foreach (var cut in _skipped?.CutsBehind ?? []) _isBehind[cut] = true;
            _cuts = _skipped is null ? [.. Enumerable.Range(0, _one.Cuts.Count)] : [.. _skipped.CutsBefore.Concat(_skipped.CutsBehind).Order()];
            _loss = LossOf(walk._profile, model, exit);
            (_prefix, _suffix) = (new (double, double)[3, _one.Cuts.Count], new (double, double)[3, _one.Cuts.Count]);
            for (var tier = 0; tier < 3; tier++)
                foreach (var cut in _cuts)
                {
                    _prefix[tier, cut] = RequestModel.Part(Curve(tier), null, _one.Cuts[cut], _isBehind[cut] ? _skipped : null);
                    _suffix[tier, cut] = RequestModel.Part(Curve(tier), _one.Cuts[cut], null, _isBehind[cut] ? null : _skipped);
                }
        }

        public void Run()
        {
            if (_walk.Focus?.Allows(_loss) == false)
            {
                _walk.Forbidden += _walk._encodings.Count * (3L + (3 * _cuts.Length) + _order.Pairs(_cuts));
                return;
            }

            for (var deployment = 0; deployment < s_all.Length; deployment++)
                switch (s_all[deployment].Tiers.Count)
                {
                    case 1: Whole(deployment); break;
                    case 2: Halves(deployment); break;
                    default: Thirds(deployment); break;
                }
        }

        private PartCurve Curve(int tier) => _walk.Model.Curve(_model, Tier.Order[tier]);

        private void Whole(int deployment)
        {
            var tier = s_places[deployment][0];
            var (session, inference) = RequestModel.Part(Curve(tier), null, null, _skipped);
            Emit(deployment, -1, -1, [session + inference]);
        }

        private void Halves(int deployment)
        {
            var tiers = s_places[deployment];
            Span<double> parts = stackalloc double[2];
            var needed = Undominated();
            _walk.Pruned += _walk._encodings.Count * (_cuts.Length - needed.Count);
            foreach (var cut in needed)
            {
                (parts[0], parts[1]) = (Sum(_prefix[tiers[0], cut]), Sum(_suffix[tiers[1], cut]));
                Emit(deployment, cut, -1, parts);
            }
        }

        private void Thirds(int deployment)
        {
            var visited = 0L;
            var (firsts, seconds) = (_order.Firsts(_cuts, _isBehind).OrderBy(_order.Behind).ToList(), _order.Seconds(_cuts, _isBehind));
            var perPart = Curve(1).PerPart + Curve(1).PerSession;
            var removed = _skipped is null ? 0 : Sum(Curve(1).Removed(_skipped));
            foreach (var encoding in _walk._encodings)
            {
                // What a pair costs is what its first cut costs and what its second one adds.
                var nothing = Thirds(deployment, [0, 0, 0], [0, 0], encoding);
                var added = new RequestCost[_one.Cuts.Count];
                foreach (var cut in seconds) added[cut] = RequestCost.Subtract(Thirds(deployment, [0, Middle(cut), Sum(_suffix[2, cut])], [0, Bytes(cut)], encoding), nothing);
                var stairs = _walk.Focus is { } focus ? new SecondCuts(_walk.Model, focus, _one, _model, encoding, seconds, cut => Sum(_suffix[2, cut]), cut => _isBehind[cut] ? removed : 0) : null;
                foreach (var first in firsts)
                {
                    var begun = Thirds(deployment, [Sum(_prefix[0, first]), perPart - Middle(first), 0], [Bytes(first), 0], encoding);
                    var isBefore = _skipped is not null && !_isBehind[first];
                    foreach (var second in stairs is null ? seconds.Where(cut => _order.IsBefore(first, cut)) : stairs.Behind(first, _order))
                    {
                        var cost = RequestCost.Add(begun, added[second]);
                        Emit(deployment, first, second, isBefore && _isBehind[second] ? cost with { Edge = cost.Edge - removed } : cost, encoding);
                        visited++;
                    }
                }

                long Bytes(int cut) => _one.Cuts[cut].MessageBytes(encoding);
            }

            _walk.Pruned += (_walk._encodings.Count * _order.Pairs(_cuts)) - visited;
        }

        private RequestCost Thirds(int deployment, ReadOnlySpan<double> parts, ReadOnlySpan<long> seams, WireEncoding encoding) => _walk.Model.Cost(s_all[deployment], parts, seams, encoding);

        private double Middle(int cut) => Curve(1).Until(_one.Cuts[cut].Position, _one.Cuts[cut].WeightShare);

        /// <summary>Those that no other one of the same compute and weights beats in bytes.</summary>
        private List<int> Undominated()
        {
            var needed = new List<int>();
            foreach (var alike in _cuts.GroupBy(cut => (_one.Cuts[cut].Position, _one.Cuts[cut].WeightShare, _isBehind[cut])))
            {
                var kept = new List<int>();
                foreach (var cut in alike)
                {
                    if (kept.Exists(other => _order.Beats(other, cut))) continue;
                    kept.RemoveAll(other => _order.Beats(cut, other));
                    kept.Add(cut);
                }

                needed.AddRange(kept);
            }

            return needed;
        }

        private void Emit(int deployment, int first, int second, ReadOnlySpan<double> parts)
        {
            foreach (var encoding in _walk._encodings) Emit(deployment, first, second, parts, encoding);
        }

        private void Emit(int deployment, int first, int second, ReadOnlySpan<double> parts, WireEncoding encoding)
        {
            Span<long> seams = stackalloc long[1];
            if (first >= 0) seams[0] = _one.Cuts[first].MessageBytes(encoding);
            Emit(deployment, first, second, _walk.Model.Cost(s_all[deployment], parts, seams, encoding), encoding);
        }

        private void Emit(int deployment, int first, int second, in RequestCost cost, WireEncoding encoding)
        {
            Span<double> weights = stackalloc double[3];
            var tiers = s_places[deployment];
            var (from, gone) = (0.0, _skipped?.RemovedWeightShare ?? 0);
            for (var part = 0; part < tiers.Length; part++)
            {
                var cut = part == 0 ? first : second;
                var to = part == tiers.Length - 1 ? 1 : _one.Cuts[cut].WeightShare;
                var holdsExit = _skipped is not null && (part == 0 || !_isBehind[part == 1 ? first : second]) && (part == tiers.Length - 1 || _isBehind[cut]);
                weights[tiers[part]] = Math.Max(0, to - from - (holdsExit ? gone : 0)) * _one.WeightBytes;
                from = to;
            }

            var leaves = tiers[0] > 0 || (first >= 0 && _one.Cuts[first].PassesInput);
            _visit(new WalkedOption(_model, _exit, first, second, deployment, encoding, _loss, cost, weights[0], weights[1], weights[2], leaves));
        }

        private static double Sum((double Session, double Inference) part) => part.Session + part.Inference;
    }
}
