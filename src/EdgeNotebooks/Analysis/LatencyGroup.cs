using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Analysis;

/// <summary>All latencies of one configuration, in the order they were measured.</summary>
/// <param name="Configuration">Subject, operator and deployment.</param>
/// <param name="Seconds">Latencies in seconds.</param>
/// <param name="Repeats">Which input and run each belongs to; null when that is not known.</param>
public sealed record LatencyGroup(Configuration Configuration, Sample Seconds, Repeats? Repeats = null);
