using System.Numerics;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>Which cuts of a model lie behind which, and which are needed as the first or the second of two.</summary>
internal sealed class CutOrder
{
    private readonly IReadOnlyList<ProfiledCut> _cuts;
    private readonly ulong[][] _sets;
    private readonly ulong[][] _later;

    public CutOrder(ProfiledModel model)
    {
        _cuts = model.Cuts;
        _sets = [.. model.Cuts.Select(cut => NodeSet.Read(cut.Before))];
        _later = new ulong[_cuts.Count][];
        for (var i = 0; i < _cuts.Count; i++)
        {
            _later[i] = new ulong[(_cuts.Count + 63) / 64];
            for (var j = 0; j < _cuts.Count; j++)
                if (NodeSet.IsBefore(_sets[i], _sets[j])) _later[i][j / 64] |= 1UL << j % 64;
        }
    }

    public bool IsBefore(int first, int second) => (_later[first][second / 64] >> second % 64 & 1) != 0;

    /// <summary>How many cuts lie behind one.</summary>
    public int Behind(int cut) => _later[cut].Sum(BitOperations.PopCount);

    /// <summary>How many pairs of these cuts divide the model in three.</summary>
    public long Pairs(int[] cuts)
    {
        var valid = new ulong[(_cuts.Count + 63) / 64];
        foreach (var cut in cuts) valid[cut / 64] |= 1UL << cut % 64;
        var pairs = 0L;
        foreach (var cut in cuts)
            for (var word = 0; word < valid.Length; word++) pairs += BitOperations.PopCount(_later[cut][word] & valid[word]);
        return pairs;
    }

    /// <summary>Those needed as the first of two: without what another beats that lies before it, since whatever is behind the one is behind the other.</summary>
    public List<int> Firsts(int[] cuts, bool[] behind) => Needed(cuts, behind, (better, worse) => NodeSet.Contains(_sets[worse], _sets[better]));

    /// <summary>Those needed as the second of two: without what another beats that lies behind it.</summary>
    public List<int> Seconds(int[] cuts, bool[] behind) => Needed(cuts, behind, (better, worse) => NodeSet.Contains(_sets[better], _sets[worse]));

    /// <summary>Whether a cut sends no more and keeps the input where the other does, with the same compute and weights on either side.</summary>
    public bool Beats(int a, int b) => _cuts[a].Position == _cuts[b].Position && _cuts[a].WeightShare == _cuts[b].WeightShare
        && _cuts[a].BinaryBytes <= _cuts[b].BinaryBytes && _cuts[a].PaperBytes <= _cuts[b].PaperBytes && (!_cuts[a].PassesInput || _cuts[b].PassesInput);

    private List<int> Needed(int[] cuts, bool[] behind, Func<int, int, bool> isSafe)
    {
        var needed = new List<int>();
        foreach (var alike in cuts.GroupBy(cut => (_cuts[cut].Position, _cuts[cut].WeightShare, behind[cut])))
        {
            var kept = new List<int>();
            foreach (var cut in alike)
            {
                if (kept.Exists(other => Beats(other, cut) && isSafe(other, cut))) continue;
                kept.RemoveAll(other => Beats(cut, other) && isSafe(cut, other));
                kept.Add(cut);
            }

            needed.AddRange(kept);
        }

        return needed;
    }
}
