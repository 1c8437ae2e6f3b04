using EdgeNotebooks.Analysis;

namespace EdgeNotebooks.WhatIf;

/// <summary>One way to deploy one subject, with its fitted latency model.</summary>
/// <param name="Configuration">Subject, operator and deployment.</param>
/// <param name="Parameters">Fitted to the medians of all its cells.</param>
/// <param name="AccuracyPercent">Accuracy in percent: top-1, or mean IoU for the segmenting subjects.</param>
/// <param name="AccuracyLoss">Percentage points that the operator loses against the unchanged model.</param>
/// <param name="FirstShare">Share of the compute on the first tier; 1 for a whole model.</param>
/// <param name="LogRmse">Root mean square of ln(measured / predicted) over its cells.</param>
/// <param name="SteadyLogRmse">The same for a fit that supposes steady links.</param>
public sealed record Candidate(Configuration Configuration, LatencyParameters Parameters, double AccuracyPercent, double AccuracyLoss, double FirstShare,
    double LogRmse, double SteadyLogRmse)
{
    /// <summary>Fits to resampled repeats, each with the factor by which a cell may miss its prediction.</summary>
    internal IReadOnlyList<Resampled> Resamples { get; init; } = null!;

    internal Route Route { get; init; } = null!;

    internal Offer Offer => new(AccuracyLoss, Route.IsSplit ? [Route.First, Route.Second] : [Route.First]);

    internal IReadOnlyList<SeriesCell> Cells { get; init; } = null!;

    /// <summary>Median latency, s.</summary>
    /// <exception cref="ArgumentException">A rate or speed is not over 0.</exception>
    public double Seconds(Conditions at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return LatencyModel.Seconds(Parameters, Route, FirstShare, at.Checked());
    }

    /// <summary>The median latency step by step, in the order of the request; the steps add up to it.</summary>
    public IReadOnlyList<LatencyStep> Steps(Conditions at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return LatencyModel.Steps(Parameters, Route, FirstShare, at.Checked());
    }

    internal double Seconds(Conditions at, int resample)
    {
        var drawn = Resamples[resample];
        return LatencyModel.Seconds(drawn.Parameters, Route, FirstShare, at) * drawn.Misfit;
    }
}

/// <summary>One resample: parameters fitted to redrawn repeats, and a factor drawn from the fit's own misses.</summary>
internal readonly record struct Resampled(LatencyParameters Parameters, double Misfit);
