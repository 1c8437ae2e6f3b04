namespace EdgeNotebooks.Experiments.Planning;

/// <summary>How often, and in what order, a plan measures.</summary>
public sealed record Protocol
{
    /// <summary>Passes over the inputs after each restart that count, at least 1.</summary>
    public int Runs { get; init; } = 2;

    /// <summary>Passes before them; their rows are written too, with <c>kept</c> false.</summary>
    public int WarmupRuns { get; init; } = 1;

    /// <summary>How often each configuration is measured with processes started anew, at least 1.</summary>
    public int Restarts { get; init; } = 3;

    /// <summary>
    /// <c>blocks</c>: every configuration once per restart, in an order drawn anew for each block, so that a drifting machine favours none;
    /// <c>study</c>: one configuration after the other in the study's order, each with all of its restarts.
    /// </summary>
    public string Order { get; init; } = "blocks";

    /// <summary>
    /// Which processes a restart means: <c>block</c>, the tiers are started once per block and serve all of its configurations;
    /// <c>configuration</c>, they are started before each configuration, so that restarts of different configurations are independent.
    /// </summary>
    public string RestartBefore { get; init; } = "block";

    /// <summary>
    /// Goes on with further blocks until the 95 % interval of each configuration's median, over its restarts, is at most this wide, in
    /// percent of the median; null for exactly <see cref="Restarts"/>.
    /// </summary>
    public double? MedianWidthPct { get; init; }

    /// <summary>Where <see cref="MedianWidthPct"/> stops in any case, counted like <see cref="Restarts"/>.</summary>
    public int MaxRestarts { get; init; } = 30;

    /// <summary>
    /// Requests per second of an open loop: arrivals are Poisson, drawn from the plan's seed, and each latency counts from the moment at
    /// which its request was meant to be sent, so that waiting behind others is seen. Null (the default) for a closed loop: the next
    /// request is sent when the last is answered.
    /// </summary>
    public double? ArrivalsPerSecond { get; init; }

    /// <summary>The percentile, over 0 and under 100, that results are asked for; default 50, the median. It decides how many rows a verdict wants.</summary>
    public double Percentile { get; init; } = 50;
}
