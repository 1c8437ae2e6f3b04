using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeNotebooks.Tiers.Limits;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Emulation;

/// <summary>The same data over one of our links and over one that the kernel's <c>tc</c> limits (a token bucket filter).</summary>
/// <param name="Link">What both were told.</param>
/// <param name="Bytes">Payload.</param>
/// <param name="OwnSeconds">Over our link, from the first byte sent to the word that the last one has come; median.</param>
/// <param name="TcSeconds">Over tc's, likewise.</param>
internal sealed record CrossCheck(LinkSettings Link, int Bytes, double OwnSeconds, double TcSeconds)
{
    /// <summary>tc counts Ethernet headers: 1,514 bytes of frame for 1,448 of payload.</summary>
    public const double EthernetOverhead = 1.046;

    private const int Repeats = 3;

    /// <summary>In which a bucket of a second fills again, and one of some milliseconds.</summary>
    private static readonly (TimeSpan Burst, TimeSpan Steady) s_pause = (TimeSpan.FromSeconds(1.2), TimeSpan.FromSeconds(0.1));

    /// <summary>Measures both, one after the other.</summary>
    /// <param name="link">Rate and shaper; its overhead is set to that of Ethernet frames.</param>
    /// <param name="bytes">Payload, 1 or more.</param>
    /// <exception cref="InvalidOperationException">The system does not permit namespaces.</exception>
    public static CrossCheck Run(LinkSettings link, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        link = link with { Overhead = EthernetOverhead };
        var pause = link.Shaper == Shaper.PaperBurst ? s_pause.Burst : s_pause.Steady;
        double theirs;
        using (var namespaced = TrafficControl.Create(link))
        {
            var start = EdgenbCommand.Start("tier", "sink", "--listen", $"{namespaced.Inside}:0");
            namespaced.Prepare(start);
            theirs = Measure(start, bytes, pause, sink => sink);
        }

        using var own = new ShapedLink(new IPEndPoint(IPAddress.Loopback, 0), link, () => null);
        return new(link, bytes, Measure(EdgenbCommand.Start("tier", "sink", "--listen", "127.0.0.1:0"), bytes, pause, sink =>
        {
            own.Target = sink;
            return own.Endpoint;
        }), theirs);
    }

    /// <summary>The other end: reads a length and as many bytes, answers with one, and again.</summary>
    /// <param name="listen">Where; port 0 for any.</param>
    /// <param name="ready">Told where it listens.</param>
    public static void Serve(IPEndPoint listen, Action<IPEndPoint> ready)
    {
        using var listener = new TcpListener(listen);
        listener.Start();
        ready((IPEndPoint)listener.LocalEndpoint);
        using var client = listener.AcceptTcpClient();
        using var stream = client.GetStream();
        var buffer = new byte[1 << 16];
        while (stream.ReadAtLeast(buffer.AsSpan(0, 4), 4, throwOnEndOfStream: false) == 4)
        {
            for (var left = BinaryPrimitives.ReadInt32LittleEndian(buffer); left > 0; left -= Math.Max(1, stream.Read(buffer, 0, Math.Min(left, buffer.Length))))
            {
            }

            stream.WriteByte(1);
        }
    }

    private static double Measure(ProcessStartInfo start, int bytes, TimeSpan pause, Func<IPEndPoint, IPEndPoint> through)
    {
        using var sink = Process.Start(start)!;
        try
        {
            var target = through(IPEndPoint.Parse(sink.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"the other end did not start: {sink.StandardError.ReadToEnd()}")));
            using var client = new TcpClient(target.AddressFamily) { NoDelay = true };
            client.Connect(target);
            using var stream = client.GetStream();
            var message = new byte[4 + bytes];
            BinaryPrimitives.WriteInt32LittleEndian(message, bytes);
            var seconds = new double[Repeats];
            for (var i = 0; i < Repeats; i++)
            {
                Thread.Sleep(pause);
                var begin = PreciseClock.Now;
                stream.Write(message);
                if (stream.ReadByte() < 0) throw new InvalidOperationException("the other end has closed");
                seconds[i] = PreciseClock.Now - begin;
            }

            Array.Sort(seconds);
            return seconds[Repeats / 2];
        }
        finally
        {
            if (!sink.HasExited) sink.Kill(entireProcessTree: true);
            sink.WaitForExit();
        }
    }

    /// <summary>Both times in a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Bytes} bytes at {Link}: ours {OwnSeconds:0.000} s, tc {TcSeconds:0.000} s, ratio {OwnSeconds / TcSeconds:0.000}");
}
