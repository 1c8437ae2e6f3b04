using EdgeNotebooks.Analysis.Checks;
using EdgeNotebooks.Display;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>Every published number that we hold, recomputed; and every decision that would change under a correct procedure.</summary>
/// <param name="Entries">One per published number.</param>
/// <param name="Errata">Known errors of the publication: the claim, what the data say, and the verdict of that comparison.</param>
/// <param name="Procedures">The study's decisions taken again by procedures that fit its design.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record PaperCheck(IReadOnlyList<PaperEntry> Entries, IReadOnlyList<PaperEntry> Errata, IReadOnlyList<OtherProcedure> Procedures) : IDisplay
{
    private static readonly PaperVerdict[] Verdicts = [PaperVerdict.Agrees, PaperVerdict.Differs, PaperVerdict.CannotBeChecked];

    /// <summary>Recomputes everything that the data on this machine allow; the rest is listed as not checked, with the way to get it.</summary>
    public static PaperCheck Run(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var families = ComparisonFamily.All.ToDictionary(family => family.Name, family => study.Compare(family));
        var bandwidths = study.HasNetwork ? BandwidthComparison.Of(study.Network) : [];
        return new(
            [
                .. SummaryCheck.Run(study), .. StatisticsCheck.Run(study, study.HasLatencies ? families : new Dictionary<string, FamilyResult>()),
                .. BandwidthCheck.Run(study, bandwidths), .. AccuracyCheck.Run(study), .. HeadlineCheck.Run(study),
            ],
            [.. Errors.Find(study, families, bandwidths)],
            [.. OtherProcedures.Run(study, [.. families.Values], bandwidths)]);
    }

    /// <summary>Every decision that comes out the other way under another procedure.</summary>
    public IReadOnlyList<DecisionChange> Changes => [.. Procedures.SelectMany(procedure => procedure.Changes)];

    /// <summary>How many entries have a verdict.</summary>
    public int Count(PaperVerdict verdict) => Entries.Count(entry => entry.Verdict == verdict);

    /// <summary>One row per published number: what, where, published, recomputed, verdict, why.</summary>
    public DataFrame ToDataFrame() => Table(Entries);

    /// <summary>The rows of one verdict alone.</summary>
    public DataFrame ToDataFrame(PaperVerdict verdict) => Table([.. Entries.Where(entry => entry.Verdict == verdict)]);

    /// <summary>One row per known error, with the same columns.</summary>
    public DataFrame ErrataTable() => Table(Errata);

    /// <summary>One row per decision: procedure, family, subject, a, b, study_p, other_p, alpha, was_significant.</summary>
    public DataFrame ChangesTable() => Frame.Of(Changes, new("procedure", row => row.Procedure), new("family", row => row.Family),
        new("subject", row => row.Subject), new("a", row => row.A), new("b", row => row.B), new("study_p", row => row.StudyP.ToString()),
        new("other_p", row => row.OtherP.ToString()), new("alpha", row => row.Alpha), new("was_significant", row => row.WasSignificant));

    /// <summary>One row per place of the publication: where, agrees, differs, cannot_be_checked.</summary>
    public DataFrame SummaryTable()
    {
        var rows = Entries.GroupBy(entry => entry.Where).ToArray();
        return Frame.Of<IGrouping<string, PaperEntry>>(rows, new("where", row => row.Key), Verdict(0), Verdict(1), Verdict(2));

        Column<IGrouping<string, PaperEntry>> Verdict(int place) => new(
            PaperEntry.InWords(Verdicts[place]).Replace(' ', '_'), row => row.Count(entry => entry.Verdict == Verdicts[place]));
    }

    /// <inheritdoc/>
    public string Render(string mimeType) => DataFrameDisplay.ToHtml(SummaryTable())
        + HtmlText.Sentences([.. Errata.Select(entry => entry.ToString()), .. Procedures.Select(procedure => procedure.ToString())], [], ToString());

    /// <summary>The counts in one line.</summary>
    public override string ToString() => $"{Entries.Count} published numbers: "
        + string.Join(", ", Verdicts.Select(verdict => $"{Count(verdict)} {(verdict == PaperVerdict.CannotBeChecked ? "cannot be checked" : verdict == PaperVerdict.Agrees ? "agree" : "differ")}"))
        + $"; {Errata.Count} known errors";

    private static DataFrame Table(IReadOnlyList<PaperEntry> entries) => Frame.Of(entries, new("what", row => row.What),
        new("where", row => row.Where), new("published", row => row.Published), new("recomputed", row => row.Recomputed),
        new("verdict", row => row.VerdictInWords), new("why", row => row.Why));
}
