using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.WhatIf.Measured;

/// <summary>What was measured of one operator on one deployment.</summary>
/// <param name="Operator">What was done to the model.</param>
/// <param name="Deployment">Where it ran.</param>
/// <param name="Restarts">Latencies in seconds, start by start of the processes; one list where the file does not tell starts apart.</param>
public sealed record MeasuredGroup(string Operator, string Deployment, IReadOnlyList<IReadOnlyList<double>> Restarts)
{
    /// <summary>Median of all latencies, s.</summary>
    public double Median { get; } = Quantile.OfSorted([.. Restarts.SelectMany(one => one).Order()], 0.5);

    /// <summary>Number of latencies.</summary>
    public int Requests => Restarts.Sum(one => one.Count);

    /// <summary>Points of accuracy that the operator loses against the unchanged model; null where the file does not tell.</summary>
    public double? AccuracyLoss { get; init; }

    internal Offer Offer => new(AccuracyLoss, Deployment.Split('_'));

    /// <summary><c>operator on deployment</c></summary>
    public override string ToString() => $"{Operator} on {Deployment}";
}
