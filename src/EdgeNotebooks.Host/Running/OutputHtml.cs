using System.Text.Json.Nodes;
using EdgeNotebooks.Host.Display;

namespace EdgeNotebooks.Host.Running;

/// <summary>Reads and makes the HTML side of nbformat outputs.</summary>
internal static class OutputHtml
{
    private const string ScriptKey = "edgenb_script";

    /// <summary>The output's <c>text/html</c>, or null.</summary>
    public static string? Of(JsonObject output) => Text((output["data"] as JsonObject)?["text/html"]);

    /// <summary>nbformat text, a string or a list of lines, as one string.</summary>
    public static string? Text(JsonNode? node) =>
        node is JsonArray lines ? string.Concat(lines.Select(line => line!.ToString())) : node?.ToString();

    /// <summary>An output that holds nothing but the script.</summary>
    public static JsonObject ScriptOutput(PageScript script) => new()
    {
        ["output_type"] = "display_data",
        ["data"] = new JsonObject { ["text/html"] = new JsonArray(JsonValue.Create(script.Html.Value)) },
        ["metadata"] = ScriptMetadata(script),
    };

    /// <summary>What tells the script's output from others.</summary>
    public static JsonObject ScriptMetadata(PageScript script) => new() { [ScriptKey] = script.Marker };

    /// <summary>Whether the output is the one made by <see cref="ScriptOutput"/> for this script, or for any if it is null.</summary>
    public static bool IsScript(JsonObject output, PageScript? script) =>
        (output["metadata"] as JsonObject)?[ScriptKey]?.ToString() is { } marker && (script is null || marker == script.Marker);
}
