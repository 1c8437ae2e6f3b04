using System.Globalization;

namespace EdgeNotebooks.Tiers;

/// <summary>Three tiers with their limits.</summary>
/// <param name="Name">How results refer to it.</param>
/// <param name="Tiers">mobile, edge and cloud, in this order.</param>
public sealed record TierProfile(string Name, IReadOnlyList<Tier> Tiers)
{
    private const long Gigabyte = 1_000_000_000;
    private static readonly (double Cpus, long Memory)[] s_study = [(4, 4 * Gigabyte), (8, 16 * Gigabyte), (16, 64 * Gigabyte)];

    /// <summary>The study's: 4, 8 and 16 processors; 4, 16 and 64 GB. Its cloud has a GPU besides, which this profile lacks.</summary>
    public static TierProfile Paper { get; } = Of("paper", s_study);

    /// <summary>
    /// The study's processor ratios 1:2:4 on this machine, leaving an eighth of it to client and links: 0.25, 0.5 and 1 on two
    /// cores. Memory as in the study, but at most half of the machine's for a tier: it is a limit against mistakes, and does not slow.
    /// </summary>
    public static TierProfile Scaled { get; } = ScaledTo(Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>No limits: what the machine gives.</summary>
    public static TierProfile Unlimited { get; } = new("unlimited", [.. Tier.Order.Select(name => new Tier(name, Cpus: null, MemoryBytes: null))]);

    /// <summary>The tier of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Tier this[string name] => Tiers.FirstOrDefault(tier => tier.Name == name)
        ?? throw new ArgumentException($"profile '{Name}' has no tier '{name}'; there are {string.Join(", ", Tiers.Select(tier => tier.Name))}");

    /// <summary>A profile of your own.</summary>
    /// <param name="mobile">Processors and memory in bytes.</param>
    /// <param name="edge">Likewise.</param>
    /// <param name="cloud">Likewise.</param>
    public static TierProfile Own((double Cpus, long MemoryBytes) mobile, (double Cpus, long MemoryBytes) edge, (double Cpus, long MemoryBytes) cloud) =>
        Of("own", [mobile, edge, cloud]);

    /// <summary>The profile of a name on the command line.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static TierProfile Named(string name) => name switch
    {
        "paper" => Paper,
        "scaled" => Scaled,
        "unlimited" => Unlimited,
        _ => throw new ArgumentException($"profile '{name}' is unknown; there are paper, scaled, unlimited"),
    };

    /// <summary>Seconds of processor time per second, name by name.</summary>
    public override string ToString() =>
        $"{Name} ({string.Join(", ", Tiers.Select(tier => string.Create(CultureInfo.InvariantCulture, $"{tier.Name} {(tier.Cpus is { } cpus ? $"{cpus.ToString("0.###", CultureInfo.InvariantCulture)} CPUs" : "no limit")}")))})";

    internal static TierProfile ScaledTo(int cores, long memory) =>
        Of("scaled", [.. s_study.Select((study, i) => (cores / 8.0 * (1 << i), Math.Min(study.Memory, memory / 2)))]);

    /// <summary>Rejects what this machine does not have.</summary>
    /// <exception cref="TierLimitException">A tier asks for more processors or memory than there are.</exception>
    internal void CheckAgainst(int cores, long memory)
    {
        foreach (var tier in Tiers)
        {
            if (tier.Cpus is { } cpus && !(cpus > 0 && cpus <= cores))
                throw new TierLimitException(tier.Name, string.Create(CultureInfo.InvariantCulture, $"tier '{tier.Name}' of profile '{Name}' asks for {cpus:0.###} CPUs, but this machine has {cores}; use TierProfile.Scaled ('scaled'), which keeps the ratios"));
            if (tier.MemoryBytes is { } bytes && !(bytes > 0 && bytes <= memory))
                throw new TierLimitException(tier.Name, string.Create(CultureInfo.InvariantCulture, $"tier '{tier.Name}' of profile '{Name}' asks for {bytes / 1e9:0.##} GB of memory, but this machine has {memory / 1e9:0.##}; use TierProfile.Scaled ('scaled')"));
        }
    }

    private static TierProfile Of(string name, (double Cpus, long Memory)[] limits) =>
        new(name, [.. Tier.Order.Zip(limits, (tier, limit) => new Tier(tier, limit.Cpus, limit.Memory))]);
}
