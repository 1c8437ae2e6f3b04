using EdgeNotebooks.WhatIf.Predicting;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>Which constraints a candidate breaks, and which ones nothing keeps to together.</summary>
internal sealed class Feasibility
{
    private readonly Constraints _constraints;
    private readonly RequestSpread? _spread;
    private readonly (string Tier, double Bytes)[] _weights;
    private readonly bool[][] _uses;
    private readonly HashSet<int> _broken = [];

    public Feasibility(Constraints constraints, RequestSpread spread)
    {
        _constraints = constraints.Checked();
        _weights = [.. constraints.MaxWeightBytes.Select(limit => (limit.Key, limit.Value))];
        _uses = [.. constraints.Unavailable.Select(tier => Tiers.Deployment.All.Select(deployment => deployment.Tiers.Contains(tier)).ToArray())];
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
        var mask = Rest(option);
        elsewhere = mask == 0;
        var (latency, accuracy) = _constraints.MaxSeconds is null ? (0, 1) : (1, 2);
        if (_constraints.MaxSeconds is { } longest && !(_spread is null ? seconds <= longest : _spread.IsWithin(option.Cost, at, _constraints.LatencyQuantile, longest))) mask |= latency;
        if (mask != 0) _broken.Add(mask);
        lossy = (mask & ~accuracy) == 0 && !double.IsNaN(option.Loss);
        return mask == 0;
    }

    /// <summary>Adds what candidates elsewhere have broken.</summary>
    public void Take(Feasibility other) => _broken.UnionWith(other._broken);

    /// <summary>Whether a quantile is limited, which takes longer to tell than a median.</summary>
    public bool IsTail => _spread is not null;

    /// <summary>Whether the candidate keeps to all that does not depend on the conditions; nothing is remembered.</summary>
    public bool AllowsElsewhere(in WalkedOption option) => Rest(option) == 0;

    /// <summary>A bit for each constraint but the latency's that is broken.</summary>
    private int Rest(in WalkedOption option)
    {
        var (mask, bit) = (0, _constraints.MaxSeconds is null ? 1 : 2);
        Check(_constraints.MaxAccuracyLoss is { } loss ? option.Loss <= loss + 1e-9 : _constraints.UnknownAccuracy || !double.IsNaN(option.Loss));
        foreach (var (tier, bytes) in _weights) Check((tier switch { "mobile" => option.MobileWeights, "edge" => option.EdgeWeights, _ => option.CloudWeights }) <= bytes);
        if (_constraints.MaxBytes is { } most) Check(option.Cost.Bytes <= most);
        if (_constraints.PictureStaysOnMobile) Check(!option.PictureLeaves);
        foreach (var uses in _uses) Check(!uses[option.Deployment]);
        return mask;

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
