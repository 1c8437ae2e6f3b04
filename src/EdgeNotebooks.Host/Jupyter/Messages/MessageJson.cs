using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeNotebooks.Host.Jupyter.Messages;

/// <summary>Contents to JSON and back.</summary>
internal static class MessageJson
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static JsonObject Write<T>(T content) => JsonSerializer.SerializeToNode(content, s_options)!.AsObject();

    /// <exception cref="JsonException">The content has another shape.</exception>
    public static T Read<T>(JsonObject json) => json.Deserialize<T>(s_options) ?? throw new JsonException("null");
}
