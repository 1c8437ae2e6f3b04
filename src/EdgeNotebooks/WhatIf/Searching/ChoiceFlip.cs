using System.Globalization;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>A value at which the best deployment changes.</summary>
/// <param name="Along">What is varied: <c>mobile_edge_mbps</c>, <c>edge_cloud_mbps</c>, <c>mobile_speed</c>, <c>edge_speed</c>, <c>cloud_speed</c> or <c>accuracy_loss</c>.</param>
/// <param name="Value">Where: Mbit/s, a factor, or points.</param>
/// <param name="Below">The fastest just below.</param>
/// <param name="Above">The fastest just above; for accuracy from there on.</param>
/// <param name="Seconds">Latency of <paramref name="Above"/> there; of both, except along accuracy.</param>
public sealed record ChoiceFlip(string Along, double Value, DeploymentOption Below, DeploymentOption Above, double Seconds)
{
    /// <summary>The change as a sentence.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"at {Value:0.####} {Unit} the fastest changes from {Below.Label} on {Below.Deployment} ({Below.Encoding}) to {Above.Label} on {Above.Deployment} ({Above.Encoding}), {Seconds * 1000:0.0} ms");

    private string Unit => Along switch
    {
        "mobile_edge_mbps" => "Mbit/s between mobile and edge",
        "edge_cloud_mbps" => "Mbit/s between edge and cloud",
        "accuracy_loss" => "points of accuracy lost",
        _ => $"x the speed of {Along.Split('_')[0]}",
    };
}
