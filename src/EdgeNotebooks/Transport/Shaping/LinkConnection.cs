using System.Net.Sockets;
using EdgeNotebooks.Tiers.Limits;

namespace EdgeNotebooks.Transport.Shaping;

/// <summary>One client's connection through a link: two pumps that move bytes when the buckets let them cross.</summary>
/// <remarks>Each pump is a thread that blocks: it wakes sooner and costs less than a continuation on the thread pool.</remarks>
internal sealed class LinkConnection(Socket client, Socket server, TokenBucket up, TokenBucket down, Func<byte[]?> fault)
{
    private const int LargestPiece = 16 * 1024;

    /// <summary>Holds the headers of a message, whose coming tells the server that it begins.</summary>
    private const int SmallestPiece = 512;

    private const double FirstSeconds = 0.002;

    /// <summary>Every piece wakes the server, at the cost of its processor share: the network card of a real one waits for more, too.</summary>
    private const double PieceSeconds = 0.1;

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
        SocketPipe? pipe = null;
        try
        {
            var buffer = new byte[64 * 1024];
            for (var since = PreciseClock.Now; ;)
            {
                var waits = from.Available == 0;
                // What the link is counts when bytes come, not when the last ones went.
                if (waits) from.Poll(Timeout.InfiniteTimeSpan, SelectMode.SelectRead);
                var settings = bucket.Settings;
                // Without a rate and a delay nothing here needs the bytes.
                var isDirect = settings is { Mbps: null, DelayMs: 0 } && line is null && (pipe ??= SocketPipe.Open()) is not null;
                var count = isDirect ? pipe!.Take(from) : from.Receive(buffer, 0, PieceOf(settings, waits, buffer.Length), SocketFlags.None);
                if (count == 0) break;
                _awaitsReply = isUp;
                if (waits) since = PreciseClock.Now;
                var crossed = bucket.Accept(count, since);
                if (crossed > since) since = crossed;
                PreciseClock.Until(crossed);
                if (line is null && settings.DelayMs > 0) line = new DelayLine(to);
                if (isDirect) pipe!.Give(to, count);
                else if (line is not null) line.Add(buffer.AsSpan(0, count), settings);
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
            pipe?.Dispose();
        }
    }

    private static int PieceOf(LinkSettings settings, bool isFirst, int most) => settings.Mbps is null
        ? most
        : (int)Math.Clamp(settings.BytesPerSecond * (isFirst ? FirstSeconds : PieceSeconds), SmallestPiece, LargestPiece);

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
