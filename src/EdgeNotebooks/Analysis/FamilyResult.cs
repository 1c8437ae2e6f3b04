using EdgeNotebooks.Statistics;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>A family of comparisons carried out for every subject.</summary>
/// <param name="Family">What is compared.</param>
/// <param name="Subjects">One comparison per subject, in the study's order.</param>
/// <param name="Source">Where the numbers come from, in words; also a column of both tables.</param>
/// <param name="Adjustment">How p was adjusted within each subject's reported pairs.</param>
/// <param name="Alpha">Level of significance.</param>
/// <param name="Warnings">What a reader must know before trusting the tables, one sentence each.</param>
public sealed record FamilyResult(ComparisonFamily Family, IReadOnlyList<SubjectComparison> Subjects, string Source,
    PAdjustment Adjustment, double Alpha, IReadOnlyList<string> Warnings)
{
    /// <summary>What must be known before anything else, such as <c>NOT EMULATED (3 of 9 configurations)</c>; empty for nothing.</summary>
    public string Doubt { get; init; } = "";

    /// <summary>Everything about how the numbers came about, which displays show on a click; empty for nothing.</summary>
    public string Provenance { get; init; } = "";

    /// <summary>The comparison of one subject.</summary>
    /// <exception cref="ArgumentException">The subject is not among those compared.</exception>
    public SubjectComparison this[string subject] => Subjects.FirstOrDefault(one => one.Subject == subject)
        ?? throw new ArgumentException($"'{subject}' was not compared; the subjects are {string.Join(", ", Subjects.Select(s => s.Subject))}");

    /// <summary>Title, adjustment, level and source in one line, to stand above a table or chart.</summary>
    public string Caption => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{Family.Rq}: {Family.Title}. Conover p {AdjustmentInWords}, alpha {Alpha}. Source: {Source}.");

    private string AdjustmentInWords => Adjustment == PAdjustment.None ? "not adjusted" : $"adjusted by {Adjustment}";

    /// <summary>Kruskal-Wallis per subject: subject, groups, n, h, df, p, log10_p, significant, source.</summary>
    public DataFrame KruskalTable() => Frame.Of(Subjects,
        new("subject", row => row.Subject), new("groups", row => row.Overall.Groups.Count),
        new("n", row => row.Overall.Counts.Sum()), new("h", row => row.Overall.H), new("df", row => row.Overall.DegreesOfFreedom),
        new("p", row => row.Overall.P.Value), new("log10_p", row => row.Overall.P.Log10), new("significant", row => row.Overall.P < Alpha),
        new("source", _ => Source));

    /// <summary>
    /// Pairs per subject: subject, a, b, n_a, n_b, conover_t, df, p, log10_p, cliffs_delta, magnitude, significant, source; with an
    /// adjustment also p_adjusted and log10_p_adjusted. p is 0 where a double underflows; log10_p is not.
    /// </summary>
    public DataFrame PairTable() => Frame.Of<(string Subject, PairComparison Pair)>(
        [.. Subjects.SelectMany(one => one.Pairs.Select(pair => (one.Subject, pair)))],
        [
            new("subject", row => row.Subject), new("a", row => row.Pair.A.Place), new("b", row => row.Pair.B.Place),
            new("n_a", row => row.Pair.CountA), new("n_b", row => row.Pair.CountB), new("conover_t", row => row.Pair.Conover.Statistic),
            new("df", row => (int)row.Pair.Conover.DegreesOfFreedom), new("p", row => row.Pair.Conover.P.Value),
            new("log10_p", row => row.Pair.Conover.P.Log10),
            .. Adjustment == PAdjustment.None ? [] : AdjustedColumns,
            new("cliffs_delta", row => row.Pair.Effect.Delta), new("magnitude", row => row.Pair.Effect.Magnitude.InWords()),
            new("significant", row => row.Pair.Significant), new("source", _ => Source),
        ]);

    private static Column<(string Subject, PairComparison Pair)>[] AdjustedColumns =>
        [new("p_adjusted", row => row.Pair.Adjusted.Value), new("log10_p_adjusted", row => row.Pair.Adjusted.Log10)];
}
