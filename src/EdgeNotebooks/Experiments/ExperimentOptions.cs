namespace EdgeNotebooks.Experiments;

/// <summary>How a plan is run, beyond what it measures.</summary>
public sealed record ExperimentOptions
{
    /// <summary>
    /// Whether plans that differ only in what they go through (subjects, operators, deployments, links, encodings, sessions, shapers) may
    /// share a folder, so that nothing is measured twice; default true. Plans under other conditions are refused in any case.
    /// </summary>
    public bool SharedFolder { get; init; } = true;

    /// <summary>A part of the plan, <c>I/N</c>, for one of several machines; default all of it.</summary>
    public string Shard { get; init; } = "1/1";

    /// <summary>Goes through the plan without measuring: latencies are drawn, and each row says so. Default false.</summary>
    public bool Rehearsal { get; init; }
}
