using System.Text.Json.Nodes;

namespace EdgeNotebooks.Experiments;

/// <summary>What can be said about one configuration, and whether it can be trusted.</summary>
/// <param name="Subject">The model.</param>
/// <param name="Operator">What was done to it.</param>
/// <param name="Deployment">Where it ran.</param>
/// <param name="MobileEdgeMbps">Rate that the link had.</param>
/// <param name="EdgeCloudMbps">Rate that the link had.</param>
/// <param name="Kept">Rows that count.</param>
/// <param name="Restarts">Starts of processes that they come from.</param>
/// <param name="MedianSeconds">Their median.</param>
/// <param name="P90Seconds">Their 90th percentile; null for fewer than 64 rows, which do not carry it (<see cref="SampleRule"/>).</param>
/// <param name="Verdict"><c>valid</c>, or <c>invalid</c>.</param>
/// <param name="Reasons">Each failing rule with what would mend it; empty for a valid one.</param>
public sealed record ConfigurationSummary(string Subject, string Operator, string Deployment, double MobileEdgeMbps, double EdgeCloudMbps,
    int Kept, int Restarts, double MedianSeconds, double? P90Seconds, string Verdict, IReadOnlyList<string> Reasons)
{
    /// <summary>Whether the emulation holds on the scale of these requests: <c>EMULATED</c>, or <c>NOT EMULATED</c> with what does not hold.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>Rows beyond three interquartile ranges from the quartiles. They count like every other.</summary>
    public int Outliers { get; init; }

    /// <summary>As the command prints it with <c>--json</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["subject"] = Subject,
        ["operator"] = Operator,
        ["deployment"] = Deployment,
        ["mobileEdgeMbps"] = MobileEdgeMbps,
        ["edgeCloudMbps"] = EdgeCloudMbps,
        ["kept"] = Kept,
        ["restarts"] = Restarts,
        ["medianSeconds"] = MedianSeconds,
        ["p90Seconds"] = P90Seconds,
        ["outliers"] = Outliers,
        ["certificate"] = Certificate,
        ["verdict"] = Verdict,
        ["reasons"] = new JsonArray([.. Reasons.Select(reason => JsonValue.Create(reason))]),
    };
}
