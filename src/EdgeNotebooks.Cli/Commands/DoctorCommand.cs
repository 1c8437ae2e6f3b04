using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Doctor;
using EdgeNotebooks.Cli.Terminal;

namespace EdgeNotebooks.Cli.Commands;

/// <summary><c>edgenb doctor</c>: what of this machine can be used, and what to type to get the rest.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON document on stdout." };
        var command = new Command("doctor", "What of this machine can be used, and how to get the rest.") { json };
        command.SetAction(parsed =>
        {
            Finding[] findings =
            [
                .. Finding.Try("machine", MachineFindings.Look), .. Finding.Try("limits", LimitFindings.Look), .. Finding.Try("notebooks", PeerFindings.Notebooks),
                .. Finding.Try("models", DataFindings.Models), .. Finding.Try("data", DataFindings.Data), .. Finding.Try("peers", PeerFindings.Peers),
            ];
            Console.WriteLine(parsed.GetValue(json) ? JsonText.Of(Json(findings)) : Table(findings));
            return 0;
        });
        return command;
    }

    private static JsonObject Json(Finding[] findings) => new()
    {
        ["ok"] = findings.Count(finding => finding.State == Finding.Ok),
        ["limited"] = findings.Count(finding => finding.State == Finding.Limited),
        ["missing"] = findings.Count(finding => finding.State == Finding.Missing),
        ["findings"] = new JsonArray([.. findings.Select(finding => finding.ToJson())]),
    };

    private static string Table(Finding[] findings)
    {
        var (area, what) = (findings.Max(finding => finding.Area.Length), findings.Max(finding => finding.What.Length));
        return string.Join('\n', findings.Select(finding => $"{finding.State,-8} {finding.Area.PadRight(area)}  {finding.What.PadRight(what)}  {finding.Found}"
            + (finding.State == Finding.Ok || finding.Remedy is null ? "" : $"\n{"",-8} {"".PadRight(area)}  {"".PadRight(what)}  -> {finding.Remedy}")));
    }
}
