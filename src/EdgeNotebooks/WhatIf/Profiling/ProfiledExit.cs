using System.Text.Json.Serialization;

namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>A run of blocks that a profiled model can skip.</summary>
/// <param name="From">The tensor that enters it.</param>
/// <param name="To">The tensor that leaves it.</param>
/// <param name="Blocks">Number of blocks.</param>
/// <param name="FromPosition">Share of the compute before the run.</param>
/// <param name="ToPosition">Share of the compute up to its end.</param>
/// <param name="RemovedWeightShare">Share of the weights that are gone.</param>
/// <param name="AccuracyPercent">Accuracy with this exit; null where it is not known.</param>
/// <param name="CutsBefore">Indices of the cuts that are valid and lie before the run.</param>
/// <param name="CutsBehind">Indices of those behind it.</param>
public sealed record ProfiledExit(string From, string To, int Blocks, double FromPosition, double ToPosition, double RemovedWeightShare,
    double? AccuracyPercent, IReadOnlyList<int> CutsBefore, IReadOnlyList<int> CutsBehind)
{
    /// <summary>Share of the weights before the run: the most that a cut before it has; 0 where there is none.</summary>
    public double FromWeightShare { get; init; }

    /// <summary>Share of the weights up to its end: the least that a cut behind it has; 1 where there is none.</summary>
    public double ToWeightShare { get; init; } = 1;

    /// <summary><c>from -> to</c></summary>
    [JsonIgnore]
    public string Label => $"{From} -> {To}";
}
