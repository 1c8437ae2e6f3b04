using System.Globalization;
using EdgeNotebooks.Display;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Analysis;

/// <summary>The answer to a research question: tests, medians, and sentences computed from both.</summary>
/// <param name="Comparison">Tests and effect sizes.</param>
/// <param name="Summaries">Medians and quartiles of the configurations compared.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record Answer(FamilyResult Comparison, LatencySummaries Summaries) : IDisplay
{
    /// <summary>A family answered from the authors' data: raw latencies where they are here, else the committed summaries.</summary>
    /// <param name="study">The authors' data.</param>
    /// <param name="family">What to compare.</param>
    /// <param name="adjust">Adjustment within each subject's reported pairs; default none, as the study did.</param>
    /// <param name="alpha">Level of significance, default 0.05.</param>
    public static Answer Of(Study study, ComparisonFamily family, PAdjustment adjust = PAdjustment.None, double alpha = 0.05)
    {
        ArgumentNullException.ThrowIfNull(study);
        return new(study.Compare(family, adjust, alpha), study.HasLatencies ? study.Latencies.Summarize() : study.Summary);
    }

    /// <summary>A family answered from measurements, of the user's own machine for example.</summary>
    /// <inheritdoc cref="FamilyComparer.Compare(ComparisonFamily, Latencies, PAdjustment, double)"/>
    public static Answer Of(Latencies latencies, ComparisonFamily family, PAdjustment adjust = PAdjustment.None, double alpha = 0.05)
    {
        ArgumentNullException.ThrowIfNull(latencies);
        return new(family.Compare(latencies, adjust, alpha), latencies.Summarize());
    }

    /// <summary>One sentence per subject, then one over all subjects; every number in them is computed.</summary>
    public IReadOnlyList<string> Conclusions => [.. Comparison.Subjects.Select(Sentence), Overview()];

    /// <summary>The configuration with the smallest median for one subject.</summary>
    public Configuration Fastest(string subject) => Ranked(Comparison[subject])[0];

    /// <summary>What a reader must know before trusting the conclusions, one sentence each.</summary>
    public IReadOnlyList<string> Warnings => Comparison.Warnings;

    /// <inheritdoc/>
    public string Render(string mimeType) => (Comparison.Doubt.Length == 0 ? "" : $"<p><strong>{HtmlText.Encode(Comparison.Doubt)}</strong></p>")
        + HtmlText.Sentences(Conclusions, Warnings, Comparison.Provenance.Length == 0 ? Comparison.Caption : "")
        + (Comparison.Provenance.Length == 0 ? "" : HtmlText.Details(Comparison.Caption, Comparison.Provenance));

    /// <summary>The conclusions, one per line, then the warnings.</summary>
    public override string ToString() =>
        string.Join(Environment.NewLine, [.. Comparison.Doubt.Length == 0 ? [] : new[] { Comparison.Doubt }, .. Conclusions, .. Warnings.Select(warning => $"Warning: {warning}")]);

    private string Sentence(SubjectComparison one)
    {
        var ranked = Ranked(one);
        var others = ranked.Skip(1).Select(other => Against(one, ranked[0], other));
        return $"{one.Subject}: {Name(ranked[0])} is fastest (median {Seconds(ranked[0])} s), {string.Join(", ", others)}.";
    }

    private string Against(SubjectComparison one, Configuration best, Configuration other)
    {
        var factor = Median(other) / Median(best);
        var times = factor < 1.005 ? "less than 0.5 %" : Digits(factor) + "x";
        if (one.Pairs.FirstOrDefault(pair => Joins(pair, best, other)) is not { } pair)
            return $"{times} faster than {Name(other)} ({Seconds(other)} s; not tested in this family)";
        var verdict = pair.Significant ? "significant" : "not significant";
        return string.Create(CultureInfo.InvariantCulture, $"{times} faster than {Name(other)} ({Seconds(other)} s; {verdict}, p = {pair.Adjusted}; ")
            + string.Create(CultureInfo.InvariantCulture, $"{pair.Effect.Magnitude} effect, delta {Math.Abs(pair.Effect.Delta):0.00})").ToLowerInvariant();
    }

    private string Overview()
    {
        var winners = Comparison.Subjects.GroupBy(one => Name(Fastest(one.Subject))).OrderByDescending(group => group.Count());
        var words = winners.Select(group => $"{group.Key} is fastest for {string.Join(", ", group.Select(one => one.Subject))}");
        var (all, significant) = (Comparison.Subjects.Sum(one => one.Pairs.Count), Comparison.Subjects.Sum(one => one.Pairs.Count(p => p.Significant)));
        var overall = Comparison.Subjects.Count(one => one.Overall.P < Comparison.Alpha);
        return string.Create(CultureInfo.InvariantCulture, $"Over all subjects: {string.Join("; ", words)}. Kruskal-Wallis finds a difference for ")
            + string.Create(CultureInfo.InvariantCulture, $"{overall} of {Comparison.Subjects.Count} subjects, {significant} of {all} pairs differ significantly.");
    }

    private IReadOnlyList<Configuration> Ranked(SubjectComparison one) =>
        [.. Comparison.Family.For(one.Subject).Where(Summaries.Has).OrderBy(Median)];

    private double Median(Configuration configuration) => Summaries[configuration].Median;

    private string Seconds(Configuration configuration) => Digits(Median(configuration));

    /// <summary>The deployment alone where one operator is compared, else deployment:operator.</summary>
    private string Name(Configuration configuration) =>
        Comparison.Family.Groups.Select(group => group.Operator).Distinct().Count() == 1 ? configuration.Deployment : configuration.Place;

    private static bool Joins(PairComparison pair, Configuration a, Configuration b) => (pair.A, pair.B) == (a, b) || (pair.A, pair.B) == (b, a);

    private static string Digits(double value) => value.ToString(value switch { < 0.1 => "G3", < 100 => "0.00", _ => "0" }, CultureInfo.InvariantCulture);
}
