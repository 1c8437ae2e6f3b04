using System.Collections.Concurrent;
using System.Net.Sockets;
using EdgeNotebooks.Tiers.Limits;

namespace EdgeNotebooks.Transport.Shaping;

/// <summary>Holds what has crossed a link until its delay has passed; bytes stay in order.</summary>
internal sealed class DelayLine : IDisposable
{
    private const int MostPieces = 4096;
    private readonly BlockingCollection<(byte[] Bytes, double Due)> _pieces = new(MostPieces);
    private readonly Thread _thread;
    private double _last;

    public DelayLine(Socket to)
    {
        _thread = new Thread(() => Deliver(to), 128 * 1024) { IsBackground = true, Name = "link delay" };
        _thread.Start();
    }

    public void Add(ReadOnlySpan<byte> bytes, LinkSettings settings)
    {
        var delay = settings.DelayMs + (2 * Random.Shared.NextDouble() - 1) * settings.JitterMs;
        _last = Math.Max(_last, PreciseClock.Now + delay / 1000);
        _pieces.Add((bytes.ToArray(), _last));
    }

    /// <summary>Returns when everything has been delivered.</summary>
    public void Finish()
    {
        _pieces.CompleteAdding();
        _thread.Join();
    }

    public void Dispose() => _pieces.CompleteAdding();

    private void Deliver(Socket to)
    {
        try
        {
            foreach (var (bytes, due) in _pieces.GetConsumingEnumerable())
            {
                PreciseClock.Until(due);
                LinkConnection.Send(to, bytes);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The pump notices at its next piece; until then nobody waits for these bytes.
            while (_pieces.TryTake(out _))
            {
            }
        }
    }
}
