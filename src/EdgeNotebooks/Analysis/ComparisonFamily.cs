namespace EdgeNotebooks.Analysis;

/// <summary>A set of configurations that the study compares with one Kruskal-Wallis test per subject, and the pairs it reports.</summary>
/// <param name="Rq">Research question, for example <c>RQ1</c>.</param>
/// <param name="Name">Name in <c>statistics.csv</c>, for example <c>identity_across_tiers</c>.</param>
/// <param name="Title">The comparison in words.</param>
/// <param name="Groups">Deployment and operator of each group, in the study's order.</param>
/// <param name="OnlyPairsWithATierPair">Whether pairs of two single tiers, compared elsewhere already, are left out.</param>
public sealed record ComparisonFamily(
    string Rq, string Name, string Title, IReadOnlyList<(string Deployment, string Operator)> Groups, bool OnlyPairsWithATierPair = false)
{
    private static readonly string[] Tiers = ["mobile", "edge", "cloud"];
    private static readonly string[] TierPairs = ["mobile_edge", "edge_cloud", "mobile_cloud"];

    /// <summary>RQ1: the unchanged model on mobile, edge and cloud.</summary>
    public static ComparisonFamily IdentityAcrossTiers { get; } = AcrossTiers("RQ1", "identity");

    /// <summary>RQ2: the quantized model on mobile, edge and cloud.</summary>
    public static ComparisonFamily QuantizeAcrossTiers { get; } = AcrossTiers("RQ2", "quantize");

    /// <summary>RQ3: the early-exit model on mobile, edge and cloud.</summary>
    public static ComparisonFamily EarlyExitAcrossTiers { get; } = AcrossTiers("RQ3", "earlyexit");

    /// <summary>RQ4: the partitioned model on tier pairs against the unchanged one on single tiers.</summary>
    public static ComparisonFamily PartitionAgainstIdentity { get; } =
        PairsAgainstTiers("RQ4", "partition", "identity", "partition_vs_identity_tiers");

    /// <summary>RQ5: the quantized early-exit model on mobile, edge and cloud.</summary>
    public static ComparisonFamily QuantizeEarlyExitAcrossTiers { get; } = AcrossTiers("RQ5", "quantize_earlyexit");

    /// <summary>RQ5: the quantized early-exit model partitioned over tier pairs against the whole one on single tiers.</summary>
    public static ComparisonFamily HybridPartitionAgainstHybrid { get; } = PairsAgainstTiers("RQ5", "quantize_earlyexit_partition",
        "quantize_earlyexit", "quantize_earlyexit_partition_vs_quantize_earlyexit_tiers");

    /// <summary>RQ2 to RQ5: all operators on mobile, with the partitioned ones on mobile and edge.</summary>
    public static ComparisonFamily OperatorsOnMobile { get; } = OperatorsOn("mobile");

    /// <summary>RQ2 to RQ5: all operators on the edge, with the partitioned ones on mobile and edge.</summary>
    public static ComparisonFamily OperatorsOnEdge { get; } = OperatorsOn("edge");

    /// <summary>RQ2 to RQ5: all operators on the cloud, with the partitioned ones on mobile and edge.</summary>
    public static ComparisonFamily OperatorsOnCloud { get; } = OperatorsOn("cloud");

    /// <summary>The study's nine families.</summary>
    public static IReadOnlyList<ComparisonFamily> All { get; } =
    [
        IdentityAcrossTiers, QuantizeAcrossTiers, EarlyExitAcrossTiers, PartitionAgainstIdentity, QuantizeEarlyExitAcrossTiers,
        HybridPartitionAgainstHybrid, OperatorsOnMobile, OperatorsOnEdge, OperatorsOnCloud,
    ];

    /// <summary>The family's configurations of one subject.</summary>
    public IReadOnlyList<Configuration> For(string subject) => [.. Groups.Select(group => new Configuration(subject, group.Operator, group.Deployment))];

    /// <summary>Whether the study reports the comparison of these two.</summary>
    public bool Reports(Configuration a, Configuration b) =>
        !OnlyPairsWithATierPair || TierPairs.Contains(a.Deployment) || TierPairs.Contains(b.Deployment);

    private static ComparisonFamily AcrossTiers(string rq, string @operator) =>
        new(rq, $"{@operator}_across_tiers", $"{@operator} on mobile, edge and cloud", [.. Tiers.Select(tier => (tier, @operator))]);

    private static ComparisonFamily PairsAgainstTiers(string rq, string onPairs, string onTiers, string name) =>
        new(rq, name, $"{onPairs} on tier pairs against {onTiers} on single tiers",
            [.. TierPairs.Select(pair => (pair, onPairs)), .. Tiers.Select(tier => (tier, onTiers))], OnlyPairsWithATierPair: true);

    private static ComparisonFamily OperatorsOn(string tier) => new("RQ2-RQ5", $"operators_on_{tier}_and_mobile_edge",
        $"operators on {tier}, partitioned ones on mobile_edge",
        [
            (tier, "identity"), (tier, "quantize"), (tier, "earlyexit"), ("mobile_edge", "partition"), (tier, "quantize_earlyexit"),
            ("mobile_edge", "quantize_earlyexit_partition"),
        ]);
}
