namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>One piece of a model as one tier ran it, request by request.</summary>
/// <param name="Tier">Where it ran.</param>
/// <param name="Session"><c>warm</c>: the session was open; <c>cold</c>: opened for each request.</param>
/// <param name="Side">The piece.</param>
/// <param name="Cut">Index of the cut that bounds it; null for the whole.</param>
/// <param name="Seconds">Inference of each request, s.</param>
/// <param name="SessionSeconds">Opening the session (cold) or taking it (warm), s.</param>
public sealed record TimedPart(string Tier, string Session, PartSide Side, int? Cut, IReadOnlyList<double> Seconds, IReadOnlyList<double> SessionSeconds);
