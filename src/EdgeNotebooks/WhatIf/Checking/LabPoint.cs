using System.Globalization;
using EdgeNotebooks.WhatIf.Predicting;
using EdgeNotebooks.WhatIf.Searching;

namespace EdgeNotebooks.WhatIf.Checking;

/// <summary>A deployment under conditions that is predicted and measured.</summary>
public sealed record LabPoint
{
    internal LabPoint(DeploymentOption option, Conditions conditions, string session) => (Option, Conditions, Session) = (option, conditions, session);

    /// <summary>Which tiers compute.</summary>
    public string Deployment => Option.Deployment.Name;

    /// <summary>Operator, exit and cuts.</summary>
    public string Label => Option.Label;

    /// <summary><c>binary</c> or <c>paper</c>.</summary>
    public string Encoding => Option.Encoding;

    /// <summary>Rates and shaper.</summary>
    public Conditions Conditions { get; }

    /// <summary><c>warm</c> or <c>cold</c>.</summary>
    public string Session { get; }

    /// <summary>The deployment with its predicted latency.</summary>
    public DeploymentOption Option { get; }

    internal DeploymentPlan Plan => Option.Plan;

    /// <summary>All of it in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Label} on {Deployment}, {Session}, {Encoding}, {Conditions.MobileEdgeMbps:0.##}/{Conditions.EdgeCloudMbps:0.##} Mbit/s {Conditions.LinksInWords}");
}

/// <summary>A point, predicted and measured.</summary>
/// <param name="Point">What was asked.</param>
/// <param name="Predicted">Predicted median, s.</param>
/// <param name="Restarts">Measured median of each start of the tiers, s.</param>
public sealed record CheckedPoint(LabPoint Point, double Predicted, IReadOnlyList<double> Restarts)
{
    /// <summary>Median of the starts' medians, s.</summary>
    public double Measured => Statistics.Quantile.OfSorted([.. Restarts.Order()], 0.5);

    /// <summary>Predicted over measured, less 1.</summary>
    public double Error => Predicted / Measured - 1;

    /// <summary>Largest less smallest start, over their median; NaN for one start.</summary>
    public double Noise => Restarts.Count < 2 ? double.NaN : (Restarts.Max() - Restarts.Min()) / Measured;
}
