using System.Globalization;

namespace EdgeNotebooks.Tiers;

/// <summary>Three tiers with their limits.</summary>
/// <param name="Name">How results refer to it.</param>
/// <param name="Tiers">mobile, edge and cloud, in this order.</param>
public sealed record TierProfile(string Name, IReadOnlyList<Tier> Tiers)
{
    /// <summary>The smallest share of a processor that the kernel's quotas take: a millisecond of a second.</summary>
    private const double Smallest = 0.001;

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

    /// <summary>What <see cref="Named"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["scaled", "paper", "unlimited", "paper-ratio", .. StudyCompute.Subjects.Select(subject => "paper-ratio:" + subject)];

    /// <summary>The compute-time ratios that the shares were fitted to; empty for a profile of shares.</summary>
    public IReadOnlyList<TierRatio> Ratios { get; init; } = [];

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

    /// <summary>
    /// Shares of processor time with which the tiers' compute times are to each other as the study's, whose cloud has a GPU: 57 to 26
    /// to 1 for fcn, 6 to 4 to 1 for resnet. The cloud gets a whole processor (half of one where there is one), in which a session has
    /// one thread, so that time is inversely proportional to the share.
    /// </summary>
    /// <param name="subject">Whose ratios, of the study's four or their small counterparts; default resnet.</param>
    /// <exception cref="ArgumentException">There is no such subject.</exception>
    public static TierProfile PaperRatio(string subject = "resnet")
    {
        ArgumentNullException.ThrowIfNull(subject);
        var (mobile, edge) = StudyCompute.OverCloud(subject);
        return WithRatios("paper-ratio:" + subject, mobile, edge, Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
    }

    /// <summary>Shares of processor time with which mobile and edge take so many times as long as the cloud.</summary>
    /// <param name="mobile">Mobile's time over the cloud's, 1 or more.</param>
    /// <param name="edge">Edge's time over the cloud's, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A ratio is below 1.</exception>
    public static TierProfile WithRatios(double mobile, double edge) =>
        WithRatios("own ratios", mobile, edge, Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>The profile of a name on the command line: paper, scaled, unlimited, paper-ratio, or paper-ratio:SUBJECT.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static TierProfile Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name switch
        {
            "paper" => Paper,
            "scaled" => Scaled,
            "unlimited" => Unlimited,
            "paper-ratio" => PaperRatio(),
            _ when name.StartsWith("paper-ratio:", StringComparison.Ordinal) => PaperRatio(name["paper-ratio:".Length..]),
            _ => throw new ArgumentException($"profile '{name}' is unknown; there are {string.Join(", ", Names)}"),
        };
    }

    internal static TierProfile WithRatios(string name, double mobile, double edge, int cores, long memory)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mobile, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(edge, 1);
        var cloud = cores >= 2 ? 1 : 0.5;
        double Share(double ratio) => Math.Max(Smallest, cloud / ratio);
        return Of(name, [.. ((double[])[Share(mobile), Share(edge), cloud]).Zip(s_study, (cpus, study) => (cpus, Math.Min(study.Memory, memory / 2)))]) with
        {
            Ratios = [new("mobile", mobile, cloud / Share(mobile)), new("edge", edge, cloud / Share(edge))],
        };
    }

    /// <summary>Seconds of processor time per second, name by name.</summary>
    public override string ToString() =>
        $"{Name}{(Ratios.Count > 0 ? $": {string.Join(", ", Ratios)}" : "")} ({string.Join(", ", Tiers.Select(tier => string.Create(CultureInfo.InvariantCulture, $"{tier.Name} {(tier.Cpus is { } cpus ? $"{cpus.ToString("0.####", CultureInfo.InvariantCulture)} CPUs" : "no limit")}")))})";

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
