using System.CommandLine;
using EdgeNotebooks.Analysis;
using EdgeNotebooks.Cli.Terminal;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb paper check</c>: every published number recomputed.</summary>
internal static class PaperCommand
{
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "Folder laid out like data/paper. Without it: the project's own, then the one that EDGENB_PAPER names." };
        var decisions = new Option<bool>("--decisions") { Description = "Lists the decisions that change under other procedures instead of the numbers." };
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout: an array with one object per number (or decision)." };
        var check = new Command("check", "Recomputes every published number that is held here: agrees, differs, cannot be checked.") { data, decisions, json };
        check.SetAction(parsed =>
        {
            var study = parsed.GetValue(data) is { } folder ? Study.Open(folder) : Study.Open();
            var result = PaperCheck.Run(study);
            foreach (var missing in study.Missing) Console.Error.WriteLine(missing);
            var view = new PaperCheckView(result, Console.Out);
            if (parsed.GetValue(json)) view.Json(parsed.GetValue(decisions));
            else if (parsed.GetValue(decisions)) view.Decisions();
            else view.Text();
        });
        return new Command("paper", "The study behind the workbench.") { check };
    }
}
