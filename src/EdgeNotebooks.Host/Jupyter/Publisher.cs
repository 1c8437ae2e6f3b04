using System.Text;
using System.Text.Json.Nodes;
using EdgeNotebooks.Host.Jupyter.Messages;
using EdgeNotebooks.Host.Jupyter.Wire;

namespace EdgeNotebooks.Host.Jupyter;

/// <summary>Makes messages out of contents and sends them.</summary>
internal sealed class Publisher(KernelSockets sockets)
{
    private readonly string _session = Guid.NewGuid().ToString();

    /// <summary>Answers a request on the socket that it came from.</summary>
    public void Reply<T>(Channel channel, JupyterMessage request, T content)
        where T : IMessageContent => sockets.Send(channel, Message(content, request.Header.Json) with { Identities = request.Identities });

    /// <summary>Tells every client.</summary>
    /// <param name="parent">Header of the request that caused it; empty for none.</param>
    /// <param name="content">What to tell.</param>
    public void Broadcast<T>(JsonObject parent, T content)
        where T : IMessageContent => sockets.Send(Channel.Iopub, Message(content, parent) with { Identities = [Encoding.UTF8.GetBytes(T.Type)] });

    /// <summary>Answers a request that could not be served with the protocol's error content.</summary>
    public void ReplyError(Request request, string type, Exception exception) =>
        sockets.Send(request.Channel, new JupyterMessage(MessageHeader.Create(type, _session), new JsonObject
        {
            ["status"] = "error",
            ["ename"] = exception.GetType().Name,
            ["evalue"] = exception.Message,
            ["traceback"] = new JsonArray(),
        })
        { ParentHeader = request.Message.Header.Json, Identities = request.Message.Identities });

    private JupyterMessage Message<T>(T content, JsonObject parent)
        where T : IMessageContent => new(MessageHeader.Create(T.Type, _session), MessageJson.Write(content)) { ParentHeader = parent };
}
