namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>One precision of the model: its times, its cuts, its exits.</summary>
/// <param name="Operator"><c>identity</c> or <c>quantize</c>.</param>
/// <param name="WeightBytes">Bytes of its file's weights.</param>
/// <param name="AccuracyPercent">Accuracy in percent; null where no data set is known.</param>
/// <param name="Cuts">Every valid cut in topological order.</param>
/// <param name="Exits">Every run of blocks that it can skip.</param>
/// <param name="Anchors">Indices of the cuts whose parts were timed.</param>
/// <param name="Parts">What was timed.</param>
public sealed record ProfiledModel(string Operator, long WeightBytes, double? AccuracyPercent, IReadOnlyList<ProfiledCut> Cuts, IReadOnlyList<ProfiledExit> Exits,
    IReadOnlyList<int> Anchors, IReadOnlyList<TimedPart> Parts)
{
    /// <summary>The whole model without other tiers computing between its requests; empty where one machine stands for all.</summary>
    public IReadOnlyList<AloneRequests> Alone { get; init; } = [];
}
