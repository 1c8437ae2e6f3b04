using EdgeNotebooks.Host.Jupyter.Messages;
using EdgeNotebooks.Host.Jupyter.Wire;

namespace EdgeNotebooks.Host.Jupyter;

/// <summary>Answers one kind of request.</summary>
internal interface IRequestHandler
{
    /// <summary>The protocol's name of the kind, such as <c>execute_request</c>.</summary>
    string Type { get; }

    /// <summary>Answers it; what it throws goes back to the client as an error.</summary>
    void Handle(Request request);
}

/// <summary>A request that waits for its answer.</summary>
/// <param name="Channel">Where it came from and where the answer goes.</param>
/// <param name="Message">The request itself.</param>
/// <param name="Arrived">When the socket had it, <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>.</param>
/// <param name="Publisher">Sends the answer.</param>
internal sealed record Request(Channel Channel, JupyterMessage Message, long Arrived, Publisher Publisher)
{
    /// <summary>The content as this kind's record.</summary>
    public T Read<T>() => MessageJson.Read<T>(Message.Content);

    /// <summary>Sends the answer.</summary>
    public void Reply<T>(T content)
        where T : IMessageContent => Publisher.Reply(Channel, Message, content);

    /// <summary>Tells every client what came of this request.</summary>
    public void Broadcast<T>(T content)
        where T : IMessageContent => Publisher.Broadcast(Message.Header.Json, content);
}
