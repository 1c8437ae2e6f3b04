namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>A deployment in the plain numbers that a page or another program computes latencies from.</summary>
/// <param name="Deployment">Which tiers compute.</param>
/// <param name="Operator">What is done to the model.</param>
/// <param name="Label">Operator, exit, cuts and encoding.</param>
/// <param name="AccuracyLoss">Points lost against the unchanged model; null where it is not known.</param>
/// <param name="FixedSeconds">What no rate and no speed changes.</param>
/// <param name="MobileSeconds">Work of mobile at its profiled speed.</param>
/// <param name="EdgeSeconds">Work of edge.</param>
/// <param name="CloudSeconds">Work of the cloud.</param>
/// <param name="ClientMobileMbit">10^6 bits over client-mobile, both directions.</param>
/// <param name="MobileEdgeMbit">10^6 bits over mobile-edge.</param>
/// <param name="EdgeCloudMbit">10^6 bits over edge-cloud.</param>
/// <param name="BurstSeconds">Seconds of the rate that pass freely after a pause, on paper-burst links.</param>
/// <param name="Resamples">For bands: a factor on all work, and one on the whole latency.</param>
public sealed record ProfileCandidate(string Deployment, string Operator, string Label, double? AccuracyLoss, double FixedSeconds, double MobileSeconds, double EdgeSeconds, double CloudSeconds,
    double ClientMobileMbit, double MobileEdgeMbit, double EdgeCloudMbit, double BurstSeconds, IReadOnlyList<(double Work, double Misfit)> Resamples);
