using EdgeNotebooks.WhatIf.Predicting;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>Which constraints a candidate breaks, and which ones nothing keeps to together.</summary>
internal sealed class Feasibility
{
    private readonly Constraints _constraints;
    private readonly RequestSpread? _spread;
    private readonly HashSet<int> _broken = [];

    public Feasibility(Constraints constraints, RequestSpread spread)
    {
        _constraints = constraints.Checked();
        _spread = constraints.MaxSeconds is not null && constraints.LatencyQuantile != 0.5 ? spread : null;
    }

    /// <summary>Whether the candidate keeps to all; what it breaks is remembered.</summary>
    /// <param name="option">The candidate.</param>
    /// <param name="seconds">Its median latency.</param>
    /// <param name="at">The conditions.</param>
    /// <param name="elsewhere">Whether it keeps to all that does not depend on the conditions.</param>
    /// <param name="lossy">Whether it keeps to all but the accuracy.</param>
    public bool Allows(in WalkedOption option, double seconds, in LinkState at, out bool elsewhere, out bool lossy)
    {
        var (mask, bit) = (0, 1);
        if (_constraints.MaxSeconds is { } longest) Check((_spread is null ? seconds : _spread.Quantile(option.Cost, at, _constraints.LatencyQuantile)) <= longest);
        Check(_constraints.MaxAccuracyLoss is { } loss ? option.Loss <= loss + 1e-9 : _constraints.UnknownAccuracy || !double.IsNaN(option.Loss));
        foreach (var (tier, bytes) in _constraints.MaxWeightBytes) Check((tier switch { "mobile" => option.MobileWeights, "edge" => option.EdgeWeights, _ => option.CloudWeights }) <= bytes);
        if (_constraints.MaxBytes is { } most) Check(option.Cost.Bytes <= most);
        if (_constraints.PictureStaysOnMobile) Check(!option.PictureLeaves);
        foreach (var tier in _constraints.Unavailable) Check(!Tiers.Deployment.All[option.Deployment].Tiers.Contains(tier));
        if (mask != 0) _broken.Add(mask);
        var (latency, accuracy) = _constraints.MaxSeconds is null ? (0, 1) : (1, 2);
        (elsewhere, lossy) = ((mask & ~latency) == 0, (mask & ~accuracy) == 0 && !double.IsNaN(option.Loss));
        return mask == 0;

        void Check(bool holds)
        {
            if (!holds) mask |= bit;
            bit <<= 1;
        }
    }

    /// <summary>The fewest constraints (one, two, or all) that no candidate keeps to; for when none is left.</summary>
    public ContradictionException Contradiction()
    {
        var texts = _constraints.Texts;
        for (var i = 0; i < texts.Count; i++)
            if (_broken.All(mask => (mask & 1 << i) != 0)) return new([texts[i]]);
        for (var i = 0; i < texts.Count; i++)
            for (var j = i + 1; j < texts.Count; j++)
                if (_broken.All(mask => (mask & (1 << i | 1 << j)) != 0)) return new([texts[i], texts[j]]);
        return new(texts);
    }
}
