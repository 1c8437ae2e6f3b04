using EdgeNotebooks.Host.Jupyter.Messages;

namespace EdgeNotebooks.Host.Jupyter.Handlers;

/// <summary>Lists the open comms: none.</summary>
internal sealed class CommInfoHandler : IRequestHandler
{
    public string Type => "comm_info_request";

    public void Handle(Request request) => request.Reply(new CommInfoReply());
}

/// <summary>Closes a comm at once, as the protocol asks of a kernel that has no such target.</summary>
internal sealed class CommOpenHandler : IRequestHandler
{
    public string Type => "comm_open";

    public void Handle(Request request)
    {
        if (request.Message.Content["comm_id"]?.ToString() is { } id) request.Broadcast(new CommClose(id, []));
    }
}
