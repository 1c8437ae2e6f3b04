using System.Globalization;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.WhatIf.Predicting;
using EdgeNotebooks.WhatIf.Profiling;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>One way to deploy a profiled model, with what it costs under some conditions.</summary>
public sealed record DeploymentOption
{
    internal DeploymentOption(DeploymentProfile profile, DeploymentPlan plan, RequestCost cost, double? loss, double seconds)
    {
        (Plan, Cost, AccuracyLoss, Seconds, Deployment) = (plan, cost, loss, seconds, plan.Deployment);
        var model = profile.Models[plan.Model];
        Exit = plan.Exit is { } exit ? model.Exits[exit].Label : null;
        Cuts = [.. plan.Cuts.Select(cut => model.Cuts[cut].Label)];
        string[] steps = [.. new[] { model.Operator == "identity" ? null : model.Operator, Exit is null ? null : "earlyexit", plan.Cuts.Count > 0 ? "partition" : null }.OfType<string>()];
        Operator = steps.Length == 0 ? "identity" : string.Join('_', steps);
        Encoding = plan.Encoding.ToString().ToLowerInvariant();
    }

    /// <summary>Which tiers compute.</summary>
    public Deployment Deployment { get; }

    /// <summary>What is done to the model, such as <c>quantize_earlyexit_partition</c>.</summary>
    public string Operator { get; }

    /// <summary><c>from -> to</c> of the skipped blocks; null for none.</summary>
    public string? Exit { get; }

    /// <summary>The tensors that cross, cut by cut.</summary>
    public IReadOnlyList<string> Cuts { get; }

    /// <summary><c>binary</c> or <c>paper</c>.</summary>
    public string Encoding { get; }

    /// <summary>Points of accuracy lost against the unchanged model; null where it is not known.</summary>
    public double? AccuracyLoss { get; }

    /// <summary>Predicted median latency, s.</summary>
    public double Seconds { get; }

    /// <summary>What the latency is made of.</summary>
    public RequestCost Cost { get; }

    /// <summary>Bytes of a request over all links, reply included.</summary>
    public double Bytes => Cost.Bytes;

    /// <summary>Work of mobile for a request at its profiled speed, s.</summary>
    public double MobileSeconds => Cost.Mobile;

    /// <summary>Operator, exit and cuts in one phrase.</summary>
    public string Label => $"{Operator}{(Exit is null ? "" : $" {Exit}")}{(Cuts.Count == 0 ? "" : $" at {string.Join(" and ", Cuts)}")}";

    internal DeploymentPlan Plan { get; }

    /// <summary>All of it in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Label} on {Deployment}, {Encoding}: {Seconds * 1000:0.0} ms");
}
