using EdgeNotebooks.Host.Jupyter.Messages;

namespace EdgeNotebooks.Host.Jupyter.Handlers;

/// <summary>Tells the running cell to stop.</summary>
internal sealed class InterruptHandler(CellRunner runner) : IRequestHandler
{
    public string Type => "interrupt_request";

    public void Handle(Request request)
    {
        runner.Interrupt();
        request.Reply(new InterruptReply());
    }
}

/// <summary>Ends the kernel; a restart is the client's business.</summary>
internal sealed class ShutdownHandler(Action shutDown) : IRequestHandler
{
    public string Type => "shutdown_request";

    public void Handle(Request request)
    {
        var restart = request.Read<ShutdownRequest>().Restart;
        request.Reply(new ShutdownReply(restart));
        request.Broadcast(new ShutdownReply(restart));
        shutDown();
    }
}
