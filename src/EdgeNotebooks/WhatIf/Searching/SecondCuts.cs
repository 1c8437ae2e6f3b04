using EdgeNotebooks.Transport.Messages;
using EdgeNotebooks.WhatIf.Predicting;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>
/// The second cuts of three parts that can matter behind a first one. What a second cut adds to a request's latency does not depend on the
/// first: work of edge, work of the cloud, and what crosses between them. For each thing that is asked (latency against bytes; the best
/// along the far link's rate, along the speeds) those are kept that no other one beats in its numbers.
/// </summary>
internal sealed class SecondCuts
{
    private readonly int[] _cuts;
    private readonly (double[][] Keys, List<int> Kept)[] _views;
    private readonly bool[] _isIn;
    private readonly bool[] _isBehind;
    private readonly int[] _mark;
    private int _round;

    public SecondCuts(RequestModel model, WalkFocus focus, ProfiledModel known, int index, WireEncoding encoding, IReadOnlyList<int> cuts, Func<int, double> cloudPart, Func<int, double> removed)
    {
        _cuts = [.. cuts];
        _mark = new int[_cuts.Length];
        (_isIn, _isBehind) = (new bool[_cuts.Length], new bool[_cuts.Length]);
        var (name, curve) = (encoding == WireEncoding.Paper ? 1 : 0, model.Curve(index, "edge"));
        double[] Each(Func<ProfiledCut, int, double> of) => [.. _cuts.Select(cut => of(known.Cuts[cut], cut))];
        var edge = Each((cut, place) => (curve.Until(cut.Position, cut.WeightShare) - removed(place)
            + model.Wire(RequestModel.FirstTier + 1, RequestModel.Encode, name, cut.MessageBytes(encoding))) / focus.At.EdgeSpeed);
        var cloud = Each((cut, place) => (cloudPart(place) + model.Wire(RequestModel.FirstTier + 2, RequestModel.Decode, name, cut.MessageBytes(encoding))) / focus.At.CloudSpeed);
        var bytes = Each((cut, _) => cut.MessageBytes(encoding));
        var crossing = Each((cut, _) => focus.At.Far((cut.MessageBytes(encoding) + WireSize.RequestHeaders) * 8e-6));
        List<double[]> always = [];
        if (focus.ByBytes || focus.At.IsBurst) always.Add(bytes);
        if (focus.IsTail) always.AddRange([edge, cloud]);
        if (focus.ByWeights) always.AddRange([Each((cut, _) => cut.WeightShare), Each((cut, _) => -cut.WeightShare)]);
        double[][][] views = [[Sum(edge, cloud, crossing), bytes], .. focus.Flips ? new double[][][] { [Sum(edge, cloud), bytes], [Sum(cloud, crossing), edge], [Sum(edge, crossing), cloud] } : []];
        _views = [.. views.Select(view => ((double[][])[.. view, .. always.Except(view)], new List<int>()))];
    }

    /// <summary>
    /// The second cuts that are needed behind a first one. Quickest where each first cut lies before the one that was asked for last: then
    /// only what has come in between is new.
    /// </summary>
    public List<int> Behind(int first, CutOrder order)
    {
        var grows = true;
        for (var place = 0; place < _cuts.Length; place++)
        {
            _isBehind[place] = order.IsBefore(first, _cuts[place]);
            grows &= _isBehind[place] || !_isIn[place];
        }

        if (!grows)
        {
            Array.Clear(_isIn);
            foreach (var (_, kept) in _views) kept.Clear();
        }

        for (var place = 0; place < _cuts.Length; place++)
        {
            if (!_isBehind[place] || _isIn[place]) continue;
            _isIn[place] = true;
            foreach (var (keys, kept) in _views) Insert(keys, kept, place);
        }

        var needed = new List<int>();
        _round++;
        foreach (var (_, kept) in _views)
        {
            foreach (var place in kept)
            {
                if (_mark[place] == _round) continue;
                _mark[place] = _round;
                needed.Add(_cuts[place]);
            }
        }

        return needed;
    }

    /// <summary>Of equals the first that came.</summary>
    private static void Insert(double[][] keys, List<int> kept, int place)
    {
        foreach (var other in kept)
            if (Beats(keys, other, place)) return;
        kept.RemoveAll(other => Beats(keys, place, other));
        kept.Add(place);
    }

    private static bool Beats(double[][] keys, int a, int b)
    {
        foreach (var key in keys)
            if (key[a] > key[b]) return false;
        return true;
    }

    private static double[] Sum(params double[][] terms) => [.. Enumerable.Range(0, terms[0].Length).Select(i => terms.Sum(term => term[i]))];
}
