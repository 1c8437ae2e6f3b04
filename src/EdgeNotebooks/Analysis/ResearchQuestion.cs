using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Analysis;

/// <summary>A research question of the study and the families of comparisons that answer it; RQ6, on bandwidth, is <see cref="BandwidthAnswer"/>.</summary>
/// <param name="Name">For example <c>RQ1</c>.</param>
/// <param name="Question">In words.</param>
/// <param name="Families">What is compared, the question's own comparison first.</param>
public sealed record ResearchQuestion(string Name, string Question, IReadOnlyList<ComparisonFamily> Families)
{
    /// <summary>The unchanged model on each tier.</summary>
    public static ResearchQuestion Rq1 { get; } =
        new("RQ1", "How does the unchanged model fare on mobile, edge and cloud?", [ComparisonFamily.IdentityAcrossTiers]);

    /// <summary>Quantization across tiers, and against the other operators on each tier.</summary>
    public static ResearchQuestion Rq2 { get; } =
        new("RQ2", "What does quantization bring, within and across tiers?", WithOperators(ComparisonFamily.QuantizeAcrossTiers));

    /// <summary>Early exit across tiers, and against the other operators on each tier.</summary>
    public static ResearchQuestion Rq3 { get; } =
        new("RQ3", "What does an early exit bring, within and across tiers?", WithOperators(ComparisonFamily.EarlyExitAcrossTiers));

    /// <summary>Partition over tier pairs against the unchanged model.</summary>
    public static ResearchQuestion Rq4 { get; } =
        new("RQ4", "Does a partition over two tiers beat the whole model on one?", WithOperators(ComparisonFamily.PartitionAgainstIdentity));

    /// <summary>Hybrids of the operators.</summary>
    public static ResearchQuestion Rq5 { get; } = new("RQ5", "What do the operators bring together?",
        WithOperators(ComparisonFamily.QuantizeEarlyExitAcrossTiers, ComparisonFamily.HybridPartitionAgainstHybrid));

    /// <summary>RQ1 to RQ5.</summary>
    public static IReadOnlyList<ResearchQuestion> All { get; } = [Rq1, Rq2, Rq3, Rq4, Rq5];

    /// <summary>One answer per family, from the authors' data.</summary>
    public IReadOnlyList<Answer> Answer(Study study, PAdjustment adjust = PAdjustment.None, double alpha = 0.05) =>
        [.. Families.Select(family => Analysis.Answer.Of(study, family, adjust, alpha))];

    /// <summary>One answer per family, from measurements.</summary>
    public IReadOnlyList<Answer> Answer(Latencies latencies, PAdjustment adjust = PAdjustment.None, double alpha = 0.05) =>
        [.. Families.Select(family => Analysis.Answer.Of(latencies, family, adjust, alpha))];

    /// <summary>Name and question in one line.</summary>
    public override string ToString() => $"{Name}: {Question}";

    private static ComparisonFamily[] WithOperators(params ReadOnlySpan<ComparisonFamily> own) =>
        [.. own, ComparisonFamily.OperatorsOnMobile, ComparisonFamily.OperatorsOnEdge, ComparisonFamily.OperatorsOnCloud];
}
