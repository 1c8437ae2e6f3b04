namespace EdgeNotebooks.Tiers;

/// <summary>One place where a model can run, and what it has.</summary>
/// <param name="Name"><c>mobile</c>, <c>edge</c> or <c>cloud</c>.</param>
/// <param name="Cpus">Processors' worth of time per second, such as 0.25; null for all of the machine's, without a limit.</param>
/// <param name="MemoryBytes">Memory that its process may use; null for no limit.</param>
public sealed record Tier(string Name, double? Cpus, long? MemoryBytes)
{
    /// <summary>The study's tiers from the client on: requests enter at the first.</summary>
    public static IReadOnlyList<string> Order { get; } = ["mobile", "edge", "cloud"];
}
