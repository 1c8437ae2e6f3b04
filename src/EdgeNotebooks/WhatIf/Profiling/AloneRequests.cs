namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>
/// Whole requests to the whole model on one tier, one after the other with nothing between them: no other tier computes, which clears caches
/// and lets this one's processor share rest, as where parts are timed in turn.
/// </summary>
/// <param name="Tier">Where it ran.</param>
/// <param name="Session"><c>warm</c> or <c>cold</c>.</param>
/// <param name="Seconds">Latencies of binary messages over links without a limit, s; each the median of a tenth of a second.</param>
public sealed record AloneRequests(string Tier, string Session, IReadOnlyList<double> Seconds);
