using System.Net.Sockets;
using EdgeNotebooks.Tiers.Limits;

namespace EdgeNotebooks.Transport.Shaping;

/// <summary>One client's connection through a link: two pumps that move bytes when the buckets let them cross.</summary>
/// <remarks>Each pump is a thread that blocks: it wakes sooner and costs less than a continuation on the thread pool.</remarks>
internal sealed class LinkConnection(Socket client, Socket server, TokenBucket up, TokenBucket down, Func<byte[]?> fault)
{
    private const int LargestPiece = 16 * 1024;
    private const int SmallestPiece = 256;
    private const double PieceSeconds = 0.002;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private volatile bool _awaitsReply;
    private int _answered;

    /// <summary>Moves bytes until one side is done; then both sockets are closed.</summary>
    public void Run()
    {
        var upward = new Thread(() => Pump(client, server, up, isUp: true), 128 * 1024) { IsBackground = true, Name = "link up" };
        upward.Start();
        Pump(server, client, down, isUp: false);
        // The server has closed. A client in the middle of sending would meet a reset, and lose the reply with it: it may finish.
        if (_answered == 1) upward.Join(s_patience);
        Close();
        upward.Join();
    }

    /// <summary>Ends both directions at once.</summary>
    public void Close()
    {
        client.Dispose();
        server.Dispose();
    }

    private void Pump(Socket from, Socket to, TokenBucket bucket, bool isUp)
    {
        DelayLine? line = null;
        try
        {
            var buffer = new byte[64 * 1024];
            for (var since = PreciseClock.Now; ;)
            {
                var settings = bucket.Settings;
                var waits = from.Available == 0;
                var count = from.Receive(buffer, 0, PieceOf(settings, buffer.Length), SocketFlags.None);
                if (count == 0) break;
                if (isUp) _awaitsReply = true;
                else _awaitsReply = false;
                if (waits) since = PreciseClock.Now;
                var crossed = bucket.Accept(count, since);
                if (crossed > since) since = crossed;
                PreciseClock.Until(crossed);
                if (line is null && settings.DelayMs > 0) line = new DelayLine(to);
                if (line is not null) line.Add(buffer.AsSpan(0, count), settings);
                else Send(to, buffer.AsSpan(0, count));
            }

            line?.Finish();
            if (isUp) to.Shutdown(SocketShutdown.Send);
            else AnswerForServer();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            AnswerForServer();
            if (isUp) Discard();
        }
        finally
        {
            line?.Dispose();
        }
    }

    private static int PieceOf(LinkSettings settings, int most) => settings.Mbps is null
        ? most
        : (int)Math.Clamp(settings.BytesPerSecond * PieceSeconds, SmallestPiece, LargestPiece);

    internal static void Send(Socket to, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[to.Send(bytes, SocketFlags.None)..];
    }

    /// <summary>Reads what the client still sends after the server has gone.</summary>
    private void Discard()
    {
        try
        {
            for (var buffer = new byte[64 * 1024]; client.Receive(buffer) > 0;)
            {
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client has gone too.
        }
    }

    /// <summary>A server that dies with a request in hand leaves its caller without a word: the link then says what it knows.</summary>
    private void AnswerForServer()
    {
        if (!_awaitsReply || fault() is not { } reply || Interlocked.Exchange(ref _answered, 1) == 1) return;
        try
        {
            Send(client, reply);
            client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The caller has gone as well.
        }
    }
}
