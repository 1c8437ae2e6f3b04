using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests;

/// <summary>Reads the outputs of executed notebooks.</summary>
public static class Outputs
{
    public const string Plotly = "application/vnd.plotly.v1+json";

    public static IEnumerable<JsonObject> All(this JsonObject notebook) =>
        notebook["cells"]!.AsArray().SelectMany(cell => cell!["outputs"]?.AsArray() ?? []).Select(output => output!.AsObject());

    /// <summary>The outputs' content in a MIME type, text joined.</summary>
    public static IEnumerable<string> Of(this JsonObject notebook, string mimeType) =>
        notebook.All().Select(output => output["data"]?[mimeType]).OfType<JsonNode>()
            .Select(content => content is JsonArray lines ? string.Concat(lines.Select(line => line!.ToString())) : content.ToJsonString());

    public static IEnumerable<JsonObject> Figures(this JsonObject notebook) =>
        notebook.All().Select(output => output["data"]?[Plotly]).OfType<JsonObject>();
}
