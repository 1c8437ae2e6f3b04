using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Notebooks;

/// <summary>What came of one notebook, as it is reported.</summary>
internal sealed record NotebookOutcome(string Notebook, string Status, int Cells, double Elapsed, string? Error, IReadOnlyList<string> Outputs)
{
    public JsonObject ToJson() => new()
    {
        ["notebook"] = Notebook,
        ["status"] = Status,
        ["cells"] = Cells,
        ["elapsed_s"] = Math.Round(Elapsed, 3),
        ["error"] = Error,
        ["outputs"] = new JsonArray([.. Outputs.Select(path => JsonValue.Create(path))]),
    };

    public static NotebookOutcome FromJson(JsonObject json) => new(
        json["notebook"]!.ToString(), json["status"]!.ToString(), json["cells"]!.GetValue<int>(), json["elapsed_s"]!.GetValue<double>(),
        json["error"]?.ToString(), [.. json["outputs"]!.AsArray().Select(path => path!.ToString())]);
}
