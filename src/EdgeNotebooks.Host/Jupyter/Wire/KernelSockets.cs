using NetMQ;
using NetMQ.Sockets;

namespace EdgeNotebooks.Host.Jupyter.Wire;

/// <summary>
/// The kernel's five sockets. ZeroMQ sockets belong to one thread, so one thread owns them all: it hands incoming messages on and
/// sends what others queued. What is no message of this connection is dropped.
/// </summary>
internal sealed class KernelSockets : IDisposable
{
    private const int BroadcastBacklog = 20_000;
    private const long MaxMessageBytes = 256 << 20;
    private const long MaxQueuedBytes = 16 << 20;
    private static readonly TimeSpan s_linger = TimeSpan.FromSeconds(1);

    private readonly MessageCodec _codec;
    private readonly RouterSocket _shell = new();
    private readonly RouterSocket _control = new();
    private readonly RouterSocket _stdin = new();
    private readonly PublisherSocket _iopub = new();
    private readonly RouterSocket _heartbeat = new();
    private readonly NetMQQueue<(Channel Channel, NetMQMessage Frames, long Bytes)> _outgoing = new();
    private readonly NetMQPoller _poller;
    private readonly Action<Channel, JupyterMessage> _received;
    private long _queuedBytes;

    /// <param name="connection">Where to bind.</param>
    /// <param name="received">Called on the sockets' thread for every message; must not block.</param>
    /// <exception cref="AddressTakenException">An address cannot be bound.</exception>
    public KernelSockets(ConnectionFile connection, Action<Channel, JupyterMessage> received)
    {
        _codec = new MessageCodec(connection.Key);
        _received = received;
        _iopub.Options.SendHighWatermark = BroadcastBacklog;
        Bind(_shell, connection.Address(connection.ShellPort));
        Bind(_control, connection.Address(connection.ControlPort));
        Bind(_stdin, connection.Address(connection.StdinPort));
        Bind(_iopub, connection.Address(connection.IopubPort));
        Bind(_heartbeat, connection.Address(connection.HeartbeatPort));
        _shell.ReceiveReady += (_, _) => Receive(_shell, Channel.Shell);
        _control.ReceiveReady += (_, _) => Receive(_control, Channel.Control);
        _stdin.ReceiveReady += (_, _) => Receive(_stdin, Channel.Stdin);
        _heartbeat.ReceiveReady += (_, _) => Echo();
        _outgoing.ReceiveReady += (_, _) => SendQueued();
        _poller = [_shell, _control, _stdin, _heartbeat, _outgoing];
    }

    /// <summary>Starts the sockets' thread.</summary>
    public void Start() => _poller.RunAsync("jupyter sockets", isBackgroundThread: true);

    /// <summary>Queues a message, from any thread; waits while more is queued than the sockets take.</summary>
    public void Send(Channel channel, JupyterMessage message)
    {
        var frames = _codec.ToFrames(message);
        var bytes = frames.Sum(frame => (long)frame.BufferSize);
        while (Interlocked.Read(ref _queuedBytes) > MaxQueuedBytes && _poller.IsRunning) Thread.Sleep(1);
        Interlocked.Add(ref _queuedBytes, bytes);
        _outgoing.Enqueue((channel, frames, bytes));
    }

    /// <summary>Waits until everything queued so far is sent, then closes the sockets.</summary>
    public void Dispose()
    {
        for (var waited = 0; Interlocked.Read(ref _queuedBytes) > 0 && waited < s_linger.TotalMilliseconds; waited += 5) Thread.Sleep(5);
        if (_poller.IsRunning) _poller.Stop();
        _poller.Dispose();
        foreach (var socket in new NetMQSocket[] { _shell, _control, _stdin, _iopub, _heartbeat })
        {
            socket.Options.Linger = s_linger;
            socket.Dispose();
        }

        _outgoing.Dispose();
    }

    private static void Bind(NetMQSocket socket, string address)
    {
        socket.Options.MaxMsgSize = MaxMessageBytes;
        try
        {
            socket.Bind(address);
        }
        catch (NetMQException e)
        {
            throw new AddressTakenException(address, e);
        }
    }

    private void Receive(NetMQSocket socket, Channel channel)
    {
        var frames = new NetMQMessage();
        while (socket.TryReceiveMultipartMessage(ref frames))
        {
            JupyterMessage message;
            try
            {
                message = _codec.FromFrames(frames);
            }
            catch (MalformedMessageException)
            {
                continue;
            }

            _received(channel, message);
        }
    }

    private void Echo()
    {
        var frames = new NetMQMessage();
        while (_heartbeat.TryReceiveMultipartMessage(ref frames)) _heartbeat.TrySendMultipartMessage(frames);
    }

    private void SendQueued()
    {
        while (_outgoing.TryDequeue(out var next, TimeSpan.Zero))
        {
            var socket = next.Channel switch { Channel.Shell => _shell, Channel.Control => _control, Channel.Stdin => _stdin, _ => (NetMQSocket)_iopub };
            // A router drops what is for a client that has gone, a publisher what no client takes.
            socket.TrySendMultipartMessage(TimeSpan.FromSeconds(1), next.Frames);
            Interlocked.Add(ref _queuedBytes, -next.Bytes);
        }
    }
}
