using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeNotebooks.Host.Assistance;
using EdgeNotebooks.Host.Jupyter.Handlers;
using EdgeNotebooks.Host.Jupyter.Messages;
using EdgeNotebooks.Host.Jupyter.Wire;
using EdgeNotebooks.Host.Scripting;

namespace EdgeNotebooks.Host.Jupyter;

/// <summary>
/// A C# kernel after Jupyter's messaging protocol 5.3, around the same session that headless runs use. Requests of the shell are
/// answered in order by the thread that calls <see cref="Run"/>; those of the control channel at once by another.
/// </summary>
public sealed class JupyterKernel
{
    /// <summary>The first cell comes first; completion is made ready when the user may begin to type.</summary>
    private static readonly TimeSpan s_beforeAssistance = TimeSpan.FromSeconds(2);

    private readonly BlockingCollection<Request> _shell = [];
    private readonly BlockingCollection<Request> _control = [];
    private readonly Dictionary<string, IRequestHandler> _shellHandlers;
    private readonly Dictionary<string, IRequestHandler> _controlHandlers;
    private readonly KernelSockets _sockets;
    private readonly Publisher _publisher;
    private readonly KernelOutput _output;
    private readonly KernelInput _input;
    private readonly ScriptSession _session;
    private readonly CellRunner _runner;
    private readonly CodeAssistant _assistant;
    private readonly Task _warm;
    private readonly CancellationTokenSource _ended = new();

    /// <summary>Binds the sockets and takes the process's console and current directory.</summary>
    /// <exception cref="AddressTakenException">An address of the connection cannot be bound.</exception>
    public JupyterKernel(ConnectionFile connection, KernelSettings settings)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(settings);
        _sockets = new KernelSockets(connection, Receive);
        _publisher = new Publisher(_sockets);
        _output = new KernelOutput(_publisher, settings.Scripts);
        _input = new KernelInput(_publisher, _output);
        _session = new ScriptSession(settings.Folder, _output, _input);
        _warm = new Task(WarmUp);
        _runner = new CellRunner(_session, _warm, settings.Interrupting);
        _assistant = new CodeAssistant(() => _session.Snapshot);
        _session.Documentation = (name, cancel) => _assistant.Inspect(name, name.Length, cancel)?.ToString();
        var history = new ExecutionHistory();
        IRequestHandler info = new KernelInfoHandler(settings), shutdown = new ShutdownHandler(_ended.Cancel), interrupt = new InterruptHandler(_runner);
        _shellHandlers = Table(info, new ExecuteHandler(_runner, _output, _input, history), new IsCompleteHandler(), new HistoryHandler(history),
            new CommInfoHandler(), new CommOpenHandler(), new CompleteHandler(_assistant), new InspectHandler(_assistant), shutdown);
        _controlHandlers = Table(info, interrupt, shutdown);
    }

    /// <summary>Serves requests until a client asks for the end or <paramref name="cancel"/> is signalled. The process should end soon after: a cell may still run.</summary>
    public void Run(CancellationToken cancel = default)
    {
        using var stop = cancel.Register(_ended.Cancel);
        _sockets.Start();
        _publisher.Broadcast([], new Status("starting"));
        var control = new Thread(() => Serve(_control, _controlHandlers)) { IsBackground = true, Name = "jupyter control" };
        // A cell that does not let itself be stopped must not keep the kernel alive: requests of the shell are served aside.
        var shell = new Thread(() => Serve(_shell, _shellHandlers)) { IsBackground = true, Name = "jupyter shell" };
        _warm.Start(TaskScheduler.Default);
        control.Start();
        shell.Start();
        _ended.Token.WaitHandle.WaitOne();
        _runner.Interrupt();
        shell.Join(TimeSpan.FromMilliseconds(500));
        control.Join(TimeSpan.FromMilliseconds(500));
        _output.Flush();
        _session.Dispose();
        _output.Dispose();
        _assistant.Dispose();
        _sockets.Dispose();
    }

    private static Dictionary<string, IRequestHandler> Table(params IEnumerable<IRequestHandler> handlers) => handlers.ToDictionary(handler => handler.Type);

    private void Receive(Channel channel, JupyterMessage message)
    {
        if (channel == Channel.Shell && message.Header.Type == ExecuteHandler.Kind) _runner.Expect();
        if (channel == Channel.Stdin) _input.Receive(message);
        else (channel == Channel.Shell ? _shell : _control).Add(new(channel, message, Stopwatch.GetTimestamp(), _publisher));
    }

    private void WarmUp()
    {
        try
        {
            _session.WarmUp(_ended.Token);
            _ = Task.Delay(s_beforeAssistance, _ended.Token).ContinueWith(_ => _assistant.Complete("Console.", "Console.".Length, _ended.Token),
                _ended.Token, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
        catch (Exception e) when (e is OperationCanceledException or CellException)
        {
            // The kernel ends already, or the first cell will tell what is wrong.
        }
    }

    private void Serve(BlockingCollection<Request> requests, Dictionary<string, IRequestHandler> handlers)
    {
        try
        {
            foreach (var request in requests.GetConsumingEnumerable(_ended.Token))
            {
                request.Broadcast(new Status("busy"));
                Answer(request, handlers);
                request.Broadcast(new Status("idle"));
            }
        }
        catch (OperationCanceledException)
        {
            // The kernel ends.
        }
    }

    /// <summary>A client waits for an answer in any case, so a handler's failure becomes one.</summary>
    private static void Answer(Request request, Dictionary<string, IRequestHandler> handlers)
    {
        if (!handlers.TryGetValue(request.Message.Header.Type, out var handler)) return;
        try
        {
            handler.Handle(request);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var type = request.Message.Header.Type.Replace("_request", "_reply", StringComparison.Ordinal);
            request.Publisher.ReplyError(request, type, e);
        }
    }
}
