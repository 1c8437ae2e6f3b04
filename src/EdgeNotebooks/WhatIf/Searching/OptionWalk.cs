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

/// <summary>Visits every precision, exit, valid cut or pair of cuts, deployment and encoding of a profile.</summary>
/// <remarks>
/// A cut is passed over, and counted, where another leaves the same compute on either side, with no more bytes in each encoding and the
/// same weights: it cannot be part of a better answer, whatever the conditions.
/// </remarks>
internal sealed class OptionWalk(RequestModel model, IReadOnlyList<WireEncoding> encodings)
{
    private static readonly Deployment[] s_all = [.. Deployment.All];
    private readonly DeploymentProfile _profile = model.Profile;

    public delegate void Visitor(in WalkedOption option);

    /// <summary>Candidates that the walk has passed over so far.</summary>
    public long Pruned { get; private set; }

    public void Visit(Visitor visit)
    {
        for (var i = 0; i < _profile.Models.Count; i++)
        {
            var one = _profile.Models[i];
            var sets = one.Cuts.Select(cut => NodeSet.Read(cut.Before)).ToArray();
            for (var exit = -1; exit < one.Exits.Count; exit++) new VariantWalk(this, i, exit, sets, visit).Run();
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
        private readonly ulong[][] _sets;
        private readonly Visitor _visit;
        private readonly ProfiledModel _one;
        private readonly ProfiledExit? _skipped;
        private readonly HashSet<int> _behind;
        private readonly int[] _cuts;
        private readonly double _loss;
        private readonly (double Session, double Inference)[,] _prefix;
        private readonly (double Session, double Inference)[,] _suffix;

        public VariantWalk(OptionWalk walk, int model, int exit, ulong[][] sets, Visitor visit)
        {
            (_walk, _model, _exit, _sets, _visit) = (walk, model, exit, sets, visit);
            _one = walk._profile.Models[model];
            _skipped = exit < 0 ? null : _one.Exits[exit];
            _behind = [.. _skipped?.CutsBehind ?? []];
            _cuts = _skipped is null ? [.. Enumerable.Range(0, _one.Cuts.Count)] : [.. _skipped.CutsBefore.Concat(_skipped.CutsBehind).Order()];
            _loss = LossOf(walk._profile, model, exit);
            (_prefix, _suffix) = (new (double, double)[3, _one.Cuts.Count], new (double, double)[3, _one.Cuts.Count]);
            for (var tier = 0; tier < 3; tier++)
                foreach (var cut in _cuts)
                {
                    _prefix[tier, cut] = RequestModel.Part(Curve(tier), null, _one.Cuts[cut], _behind.Contains(cut) ? _skipped : null);
                    _suffix[tier, cut] = RequestModel.Part(Curve(tier), _one.Cuts[cut], null, _behind.Contains(cut) ? null : _skipped);
                }
        }

        public void Run()
        {
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
            var tier = Place(s_all[deployment].Tiers[0]);
            var (session, inference) = RequestModel.Part(Curve(tier), null, null, _skipped);
            Emit(deployment, -1, -1, [session + inference], [tier]);
        }

        private void Halves(int deployment)
        {
            int[] tiers = [.. s_all[deployment].Tiers.Select(Place)];
            Span<double> parts = stackalloc double[2];
            foreach (var cut in Undominated(_cuts, _walk._encodings.Count))
            {
                (parts[0], parts[1]) = (Sum(_prefix[tiers[0], cut]), Sum(_suffix[tiers[1], cut]));
                Emit(deployment, cut, -1, parts, tiers);
            }
        }

        private void Thirds(int deployment)
        {
            int[] tiers = [0, 1, 2];
            Span<double> parts = stackalloc double[3];
            var later = new List<int>();
            foreach (var first in _cuts)
            {
                later.Clear();
                foreach (var second in _cuts)
                    if (NodeSet.IsBefore(_sets[first], _sets[second])) later.Add(second);
                foreach (var second in Undominated(later, _walk._encodings.Count))
                {
                    var holdsExit = _skipped is not null && !_behind.Contains(first) && _behind.Contains(second);
                    parts[0] = Sum(_prefix[0, first]);
                    parts[1] = Sum(RequestModel.Part(Curve(1), _one.Cuts[first], _one.Cuts[second], holdsExit ? _skipped : null));
                    parts[2] = Sum(_suffix[2, second]);
                    Emit(deployment, first, second, parts, tiers);
                }
            }
        }

        /// <summary>Those that no other one of the same compute and weights beats in bytes.</summary>
        private List<int> Undominated(IReadOnlyList<int> cuts, int each)
        {
            var best = new Dictionary<(double, double, bool), int>();
            var kept = new List<int>();
            foreach (var cut in cuts)
            {
                var key = (_one.Cuts[cut].Position, _one.Cuts[cut].WeightShare, _one.Cuts[cut].PassesInput);
                if (!best.TryGetValue(key, out var other)) best[key] = cut;
                else if (Beats(cut, other))
                {
                    best[key] = cut;
                    _walk.Pruned += each;
                }
                else if (Beats(other, cut)) _walk.Pruned += each;
                else kept.Add(cut);
            }

            return [.. best.Values, .. kept];
        }

        private bool Beats(int a, int b) => _one.Cuts[a].BinaryBytes <= _one.Cuts[b].BinaryBytes && _one.Cuts[a].PaperBytes <= _one.Cuts[b].PaperBytes && _behind.Contains(a) == _behind.Contains(b);

        private void Emit(int deployment, int first, int second, ReadOnlySpan<double> parts, ReadOnlySpan<int> tiers)
        {
            Span<double> weights = stackalloc double[3];
            var (from, gone) = (0.0, _skipped?.RemovedWeightShare ?? 0);
            for (var part = 0; part < parts.Length; part++)
            {
                var cut = part == 0 ? first : second;
                var to = part == parts.Length - 1 ? 1 : _one.Cuts[cut].WeightShare;
                var holdsExit = _skipped is not null && (part == 0 || !_behind.Contains(part == 1 ? first : second)) && (part == parts.Length - 1 || _behind.Contains(cut));
                weights[tiers[part]] = Math.Max(0, to - from - (holdsExit ? gone : 0)) * _one.WeightBytes;
                from = to;
            }

            var leaves = tiers[0] > 0 || (first >= 0 && _one.Cuts[first].PassesInput);
            Span<long> seams = stackalloc long[2];
            foreach (var encoding in _walk._encodings)
            {
                if (first >= 0) seams[0] = _one.Cuts[first].MessageBytes(encoding);
                if (second >= 0) seams[1] = _one.Cuts[second].MessageBytes(encoding);
                var cost = _walk.Model.Cost(s_all[deployment], parts, seams, encoding);
                _visit(new WalkedOption(_model, _exit, first, second, deployment, encoding, _loss, cost, weights[0], weights[1], weights[2], leaves));
            }
        }

        private static double Sum((double Session, double Inference) part) => part.Session + part.Inference;

        private static int Place(string tier) => tier switch { "mobile" => 0, "edge" => 1, _ => 2 };
    }

    private readonly IReadOnlyList<WireEncoding> _encodings = encodings;

    private RequestModel Model { get; } = model;
}
