using System.Text.Json.Nodes;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.Cli.Terminal;

/// <summary>The paper check on stdout, grouped by verdict.</summary>
internal sealed class PaperCheckView(PaperCheck check, TextWriter stdout)
{
    private const int AllListed = 40;

    public void Text()
    {
        stdout.WriteLine(DataFrameDisplay.ToText(check.SummaryTable()));
        Section($"agrees: {check.Count(PaperVerdict.Agrees)}", []);
        Section($"differs: {check.Count(PaperVerdict.Differs)}", check.Entries.Where(entry => entry.Verdict == PaperVerdict.Differs).Select(Line));
        Section($"cannot be checked: {check.Count(PaperVerdict.CannotBeChecked)}", check.Entries.Where(entry => entry.Verdict == PaperVerdict.CannotBeChecked)
            .GroupBy(entry => entry.Why).Select(group => $"{group.Count()} of {string.Join(", ", group.Select(entry => entry.Where).Distinct())}: {group.Key}"));
        Section($"known errors of the publication: {check.Errata.Count}", check.Errata.Select(entry => entry.ToString()));
        Section("decisions under other procedures", check.Procedures.SelectMany(procedure => procedure.Changes.Count > AllListed
            ? [procedure.ToString(), "  listed with --decisions"]
            : new[] { procedure.ToString() }.Concat(procedure.Changes.Select(change => $"  {Change(change)}"))));
        stdout.WriteLine();
        stdout.WriteLine(check);
    }

    public void Decisions()
    {
        foreach (var procedure in check.Procedures) Section(procedure.ToString(), procedure.Changes.Select(Change));
    }

    public void Json(bool decisions) => stdout.WriteLine(JsonText.Of(new JsonArray([.. decisions
        ? check.Changes.Select(Decision)
        : check.Entries.Select(entry => Number(entry, "number")).Concat(check.Errata.Select(entry => Number(entry, "known error")))])));

    private void Section(string title, IEnumerable<string> lines)
    {
        stdout.WriteLine();
        stdout.WriteLine(title);
        foreach (var line in lines) stdout.WriteLine($"  {line}");
    }

    private static string Line(PaperEntry entry) => $"{entry.Where}: {entry.What}: published {entry.Published}"
        + (entry.Recomputed.Length > 0 ? $", recomputed {entry.Recomputed}" : "") + $" ({entry.Why})";

    private static string Change(DecisionChange change) => $"{change.Family}: {change.Subject} {change.A} / {change.B}: p = {change.StudyP} becomes {change.OtherP}, "
        + (change.WasSignificant ? "no longer significant" : "now significant");

    private static JsonNode Number(PaperEntry entry, string kind) => new JsonObject
    {
        ["kind"] = kind,
        ["what"] = entry.What,
        ["where"] = entry.Where,
        ["published"] = entry.Published,
        ["recomputed"] = entry.Recomputed,
        ["verdict"] = entry.VerdictInWords,
        ["why"] = entry.Why,
    };

    private static JsonNode Decision(DecisionChange change) => new JsonObject
    {
        ["procedure"] = change.Procedure,
        ["family"] = change.Family,
        ["subject"] = change.Subject,
        ["a"] = change.A,
        ["b"] = change.B,
        ["studyLog10P"] = JsonText.Number(change.StudyP.Log10),
        ["otherLog10P"] = JsonText.Number(change.OtherP.Log10),
        ["alpha"] = change.Alpha,
        ["wasSignificant"] = change.WasSignificant,
    };
}
