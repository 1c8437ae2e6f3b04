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
/// <param name="P90Seconds">Their 90th percentile.</param>
/// <param name="Verdict"><c>valid</c>, or <c>invalid</c>.</param>
/// <param name="Reasons">Each failing rule with what would mend it; empty for a valid one.</param>
public sealed record ConfigurationSummary(string Subject, string Operator, string Deployment, double MobileEdgeMbps, double EdgeCloudMbps,
    int Kept, int Restarts, double MedianSeconds, double P90Seconds, string Verdict, IReadOnlyList<string> Reasons);
