using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeNotebooks.Host.Jupyter.Wire;

/// <summary>Who sent a message and what kind it is. The JSON is kept as it came, since replies must repeat it.</summary>
internal sealed class MessageHeader
{
    /// <summary>The version of Jupyter's messaging protocol that this kernel speaks.</summary>
    public const string ProtocolVersion = "5.3";

    private MessageHeader(string id, string type, string session, JsonObject json) => (Id, Type, Session, Json) = (id, type, session, json);

    public string Id { get; }

    public string Type { get; }

    public string Session { get; }

    public JsonObject Json { get; }

    public static MessageHeader Create(string type, string session)
    {
        var id = Guid.NewGuid().ToString();
        return new(id, type, session, new JsonObject
        {
            ["msg_id"] = id,
            ["msg_type"] = type,
            ["session"] = session,
            ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
            ["version"] = ProtocolVersion,
        });
    }

    /// <exception cref="MalformedMessageException">Id or type is missing.</exception>
    public static MessageHeader Read(JsonObject json) => new(Text(json, "msg_id"), Text(json, "msg_type"), json["session"]?.ToString() ?? "", json);

    private static string Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text)
        ? text
        : throw new MalformedMessageException($"header without '{name}'");
}
