namespace EdgeNotebooks.WhatIf.Page;

/// <summary>One way to serve a subject, as the page draws it.</summary>
/// <param name="Deployment">The tiers that compute, joined by <c>_</c>: <c>mobile</c>, <c>edge_cloud</c>, ...</param>
/// <param name="Operator">The operator: <c>identity</c>, <c>quantize_earlyexit</c>, ...</param>
/// <param name="Times">What its median latency is made of.</param>
public sealed record PageCandidate(string Deployment, string Operator, PageTimes Times)
{
    /// <summary>What tells it from others of the same operator and deployment, for example its cut; empty by default.</summary>
    public string Label { get; init; } = "";

    /// <summary>Accuracy in percent; null where it is not known.</summary>
    public double? AccuracyPercent { get; init; }

    /// <summary>Points of accuracy less than the unchanged model; null where it is not known, which keeps to no tolerance.</summary>
    public double? AccuracyLoss { get; init; }

    /// <summary>What redrawn measurements would give; each candidate of a subject has equally many. Empty: no bands, no confidence.</summary>
    public IReadOnlyList<PageResample> Resamples { get; init; } = [];
}

/// <summary>One redraw of the measurements.</summary>
/// <param name="Times">Fitted to the redrawn measurements.</param>
/// <param name="Misfit">Factor by which the whole may miss what is measured.</param>
public readonly record struct PageResample(PageTimes Times, double Misfit);
