using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Analysis;

/// <summary>Two configurations of one subject compared: test and effect size.</summary>
/// <param name="A">First configuration; a positive delta means that it is the slower one.</param>
/// <param name="B">Second configuration.</param>
/// <param name="CountA">Measurements of A.</param>
/// <param name="CountB">Measurements of B.</param>
/// <param name="Conover">Post hoc test, p not adjusted.</param>
/// <param name="Effect">Cliff's delta.</param>
/// <param name="Adjusted">p after the family's adjustment; equals the raw one when that is none.</param>
/// <param name="Significant">Whether the adjusted p is below alpha.</param>
public sealed record PairComparison(Configuration A, Configuration B, int CountA, int CountB, PairTest Conover, CliffsDelta Effect,
    PValue Adjusted, bool Significant);

/// <summary>One family of comparisons for one subject.</summary>
/// <param name="Subject">The model.</param>
/// <param name="Overall">Kruskal-Wallis over all groups.</param>
/// <param name="Pairs">The pairs that the family reports.</param>
public sealed record SubjectComparison(string Subject, KruskalWallis Overall, IReadOnlyList<PairComparison> Pairs)
{
    /// <summary>The comparison of two configurations, named as deployment and operator joined by a colon, in either order.</summary>
    /// <exception cref="ArgumentException">The family does not report that pair.</exception>
    public PairComparison Pair(string a, string b) =>
        Pairs.FirstOrDefault(pair => (pair.A.Place, pair.B.Place) == (a, b) || (pair.A.Place, pair.B.Place) == (b, a))
        ?? throw new ArgumentException($"'{a}' and '{b}' are not compared for {Subject}; the groups are {string.Join(", ", Overall.Groups)}");
}
