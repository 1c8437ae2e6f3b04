using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeNotebooks.Transport.Shaping;

/// <summary>A link into a tier: listens where the tier is reached, and passes bytes on at the link's pace.</summary>
internal sealed class ShapedLink : IDisposable
{
    private const int MostConnections = 256;
    private readonly ConcurrentDictionary<LinkConnection, byte> _connections = new();
    private readonly Socket _listener;
    private readonly Func<byte[]?> _fault;
    private volatile EndPoint? _target;

    /// <summary>Listens at once; connections before <see cref="Target"/> is set are answered with the fault.</summary>
    /// <param name="listen">Where; port 0 for any.</param>
    /// <param name="settings">The rate in each direction.</param>
    /// <param name="fault">A complete HTTP reply for a caller whose tier has died; null for none.</param>
    /// <exception cref="SocketException">The address is in use or not of this machine.</exception>
    public ShapedLink(IPEndPoint listen, LinkSettings settings, Func<byte[]?> fault)
    {
        (Up, Down, _fault) = (new TokenBucket(settings), new TokenBucket(settings), fault);
        _listener = new Socket(listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(listen);
            _listener.Listen(128);
        }
        catch
        {
            _listener.Dispose();
            throw;
        }

        new Thread(Accept) { IsBackground = true, Name = "link" }.Start();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>Into the tier.</summary>
    public TokenBucket Up { get; }

    /// <summary>Out of the tier.</summary>
    public TokenBucket Down { get; }

    /// <summary>Where the tier's server is.</summary>
    public EndPoint? Target
    {
        get => _target;
        set => _target = value;
    }

    /// <summary>Closes the listener and every connection.</summary>
    public void Dispose()
    {
        _listener.Dispose();
        foreach (var connection in _connections.Keys) connection.Close();
    }

    private void Accept()
    {
        while (true)
        {
            try
            {
                var client = _listener.Accept();
                client.NoDelay = true;
                new Thread(() => Serve(client), 128 * 1024) { IsBackground = true, Name = "link down" }.Start();
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.TooManyOpenSockets)
            {
                Thread.Sleep(10);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Serve(Socket client)
    {
        Socket? server = null;
        try
        {
            if (_connections.Count >= MostConnections) throw new SocketException((int)SocketError.TooManyOpenSockets);
            var target = _target ?? throw new SocketException((int)SocketError.NotConnected);
            server = target is UnixDomainSocketEndPoint
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            server.Connect(target);
        }
        catch (SocketException)
        {
            Refuse(client);
            server?.Dispose();
            return;
        }

        var connection = new LinkConnection(client, server, Up, Down, _fault);
        _connections[connection] = 0;
        try
        {
            connection.Run();
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }

    /// <summary>Reads the request's beginning first: closing with unread bytes would reset the connection and lose the reply.</summary>
    private void Refuse(Socket client)
    {
        using (client)
        {
            try
            {
                client.ReceiveTimeout = 1000;
                client.Receive(new byte[64 * 1024]);
                if (_fault() is { } reply) LinkConnection.Send(client, reply);
                client.Shutdown(SocketShutdown.Send);
                client.Receive(new byte[64 * 1024]);
            }
            catch (SocketException)
            {
                // A caller that sends nothing needs no reply.
            }
        }
    }
}
