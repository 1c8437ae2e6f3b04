using System.Text.Json.Nodes;

namespace EdgeNotebooks.Host.Jupyter.Wire;

/// <summary>One message of Jupyter's protocol.</summary>
/// <param name="Header">Its own header.</param>
/// <param name="Content">What it says; the kind in the header tells the shape.</param>
internal sealed record JupyterMessage(MessageHeader Header, JsonObject Content)
{
    /// <summary>Routing frames before the delimiter: who asked, or the topic of a broadcast.</summary>
    public IReadOnlyList<byte[]> Identities { get; init; } = [];

    /// <summary>The header of the message that this one answers or was caused by.</summary>
    public JsonObject ParentHeader { get; init; } = [];

    public JsonObject Metadata { get; init; } = [];
}
