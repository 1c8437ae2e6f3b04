using System.Globalization;
using EdgeNotebooks.Display;
using EdgeNotebooks.Statistics;
using MathNet.Numerics.Distributions;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>One pair of configurations in the study and measured here.</summary>
/// <param name="Subject">The measured subject; a small one stands for its full-size namesake.</param>
/// <param name="A">First configuration; a positive delta means that it is the slower one.</param>
/// <param name="B">Second configuration.</param>
/// <param name="Study">Cliff's delta in the study.</param>
/// <param name="Measured">Cliff's delta measured here.</param>
/// <param name="MeasuredSignificant">Whether the difference measured here is significant.</param>
public sealed record AgreementRow(string Subject, string A, string B, CliffsDelta Study, CliffsDelta Measured, bool MeasuredSignificant)
{
    /// <summary>Whether the same side is slower.</summary>
    public bool SameSign => Math.Sign(Study.Delta) == Math.Sign(Measured.Delta);

    /// <summary>Whether the effect is as large, in words.</summary>
    public bool SameMagnitude => Study.Magnitude == Measured.Magnitude;
}

/// <summary>How many of the study's significant differences point the same way here, against always guessing one direction.</summary>
/// <param name="Family">The comparison in words.</param>
/// <param name="Rows">The study's significant pairs that were measured.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record Agreement(string Family, IReadOnlyList<AgreementRow> Rows) : IDisplay
{
    /// <summary>What was measured here, for its source and how it came about.</summary>
    private FamilyResult? Measured { get; init; }

    /// <summary>Pairs with the same sign.</summary>
    public int SameSign => Rows.Count(row => row.SameSign);

    /// <summary>Pairs with the same sign and the same magnitude in words.</summary>
    public int SameMagnitude => Rows.Count(row => row.SameSign && row.SameMagnitude);

    /// <summary>How many pairs always guessing one direction, the commoner one here, gets right.</summary>
    public int Guessed => Math.Max(Rows.Count(row => row.Measured.Delta > 0), Rows.Count(row => row.Measured.Delta < 0));

    /// <summary>Share of pairs with the same sign, 0..1, with its exact 95 % interval; pairs that share a configuration are taken as independent.</summary>
    /// <exception cref="InvalidOperationException">There is no pair.</exception>
    /// <remarks>Source: Clopper and Pearson (1934).</remarks>
    public Interval Share
    {
        get
        {
            if (Rows.Count == 0) throw new InvalidOperationException("the study has no significant difference among the measured pairs");
            var (n, k) = (Rows.Count, SameSign);
            return new((double)k / n, k == 0 ? 0 : Beta.InvCDF(k, n - k + 1, 0.025), k == n ? 1 : Beta.InvCDF(k + 1, n - k, 0.975), 0.95);
        }
    }

    /// <summary>Compares the pairs that both answers report and that are significant in the study.</summary>
    /// <param name="study">The study's answer.</param>
    /// <param name="measured">The same family measured here.</param>
    public static Agreement Of(Answer study, Answer measured)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(measured);
        var rows = from subject in measured.Comparison.Subjects
                   let namesake = study.Comparison.Subjects.FirstOrDefault(one => one.Subject == subject.Subject.Replace("_mini", "", StringComparison.Ordinal))
                   where namesake is not null
                   from pair in subject.Pairs
                   let theirs = namesake.Pairs.FirstOrDefault(one => (one.A.Place, one.B.Place) == (pair.A.Place, pair.B.Place))
                   where theirs is { Significant: true }
                   select new AgreementRow(subject.Subject, pair.A.Place, pair.B.Place, theirs.Effect, pair.Effect, pair.Significant);
        return new(study.Comparison.Family.Title, [.. rows]) { Measured = measured.Comparison };
    }

    /// <summary>A row per pair.</summary>
    public DataFrame ToDataFrame() => Frame.Of(Rows, new("subject", row => row.Subject), new("a", row => row.A), new("b", row => row.B),
        new("study_delta", row => row.Study.Delta), new("measured_delta", row => row.Measured.Delta), new("same_sign", row => row.SameSign ? "yes" : "no"),
        new("same_magnitude", row => row.SameMagnitude ? "yes" : "no"), new("significant_here", row => row.MeasuredSignificant ? "yes" : "no"));

    /// <inheritdoc/>
    public string Render(string mimeType) => Rows.Count == 0 ? HtmlText.Caption(Sentence) : DataFrameDisplay.ToHtml(ToDataFrame())
        + HtmlText.Sentences([Sentence], Measured?.Doubt is { Length: > 0 } doubt ? [doubt] : [], "") + HtmlText.Details($"{Family}. {Measured?.Source}", Measured?.Provenance ?? "");

    /// <summary>The score in a sentence.</summary>
    public override string ToString() => Sentence;

    private string Sentence => Rows.Count == 0 ? $"The study has no significant difference among the measured pairs of {Family}." : string.Create(CultureInfo.InvariantCulture,
        $"{SameSign} of the study's {Rows.Count} significant differences point the same way here ({100 * Share.Estimate:0} %, 95 % interval {100 * Share.Low:0} to {100 * Share.High:0}), {SameMagnitude} of them with the same magnitude; always guessing the commoner direction would get {Guessed} right.");
}
