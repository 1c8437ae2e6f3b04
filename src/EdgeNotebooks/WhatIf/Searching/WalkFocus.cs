using EdgeNotebooks.WhatIf.Predicting;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>What a search asks for, so that what cannot matter to it is passed over.</summary>
/// <param name="At">The conditions.</param>
/// <param name="Constraints">What answers keep to.</param>
/// <param name="Flips">Whether the best under other rates and speeds is asked for, too.</param>
internal sealed record WalkFocus(LinkState At, Constraints Constraints, bool Flips)
{
    /// <summary>Whether bytes count wherever candidates are compared.</summary>
    public bool ByBytes => Constraints.MaxBytes is not null || IsTail;

    /// <summary>Whether a quantile of the latency is limited: it depends on how the work is divided.</summary>
    public bool IsTail => Constraints.MaxSeconds is not null && Constraints.LatencyQuantile != 0.5;

    /// <summary>Whether weights on edge or in the cloud count.</summary>
    public bool ByWeights => Constraints.MaxWeightBytes.Count > 0;

    /// <summary>Whether anything of this accuracy loss can be an answer.</summary>
    public bool Allows(double loss) => !double.IsNaN(loss) || (Constraints.UnknownAccuracy && Constraints.MaxAccuracyLoss is null);
}
