using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeNotebooks.Tiers.Limits;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Benchmarks;

/// <summary>How closely links hold their rate: from the first byte sent to the last one released at the receiver. The best of three rounds.</summary>
public static class LinkBenchmark
{
    private const int Rounds = 3;
    private static readonly double[] s_rates = [1, 10, 50, 100, 200];

    public static IEnumerable<Measured> Run()
    {
        foreach (var shaper in (Shaper[])[Shaper.Steady, Shaper.PaperBurst])
        {
            foreach (var mbps in s_rates)
            {
                foreach (var connections in (int[])[1, 2])
                {
                    var link = new LinkSettings(mbps) { Shaper = shaper };
                    var bytes = (int)link.BytesPerSecond;
                    var off = Best(link, bytes, connections, isDrained: true);
                    yield return new(string.Create(CultureInfo.InvariantCulture, $"links: {mbps} Mbit/s {link.ShaperName}, 1 s of data after the burst, {connections} connection{(connections > 1 ? "s" : "")}: goodput off by"), 100 * off, 3, "%");
                }
            }
        }

        var short10 = new LinkSettings(10);
        const int Message = 100_000;
        var nominal = Message / short10.BytesPerSecond;
        var allowed = Math.Max(0.05 * nominal, 0.002);
        var first = Enumerable.Range(0, Rounds).Min(_ => Time(short10, Message, 1, isDrained: false, repeats: 1).Select(time => Math.Abs(time - nominal)).Single());
        yield return new("links: 100 KB at 10 Mbit/s, the first message: off by", 1000 * first, 1000 * allowed, "ms");
        var later = Enumerable.Range(0, Rounds).Min(_ => Time(short10, Message, 1, isDrained: false, repeats: 5).Skip(1).Max(time => Math.Abs(time - nominal)));
        yield return new("links: 100 KB at 10 Mbit/s, four more after pauses: off by at most", 1000 * later, 1000 * allowed, "ms");
    }

    private static double Best(LinkSettings link, int bytes, int connections, bool isDrained)
    {
        var nominal = bytes / link.BytesPerSecond;
        return Enumerable.Range(0, Rounds).Min(_ => Math.Abs(nominal / Time(link, bytes, connections, isDrained, repeats: 1)[0] - 1));
    }

    /// <summary>Seconds of each repeat; connections are open before, and together send so many bytes.</summary>
    private static double[] Time(LinkSettings settings, int bytes, int connections, bool isDrained, int repeats)
    {
        using var target = new TcpListener(IPAddress.Loopback, 0);
        target.Start();
        using var link = new ShapedLink(new IPEndPoint(IPAddress.Loopback, 0), settings, () => null) { Target = target.LocalEndpoint };
        var pairs = Enumerable.Range(0, connections).Select(_ =>
        {
            var client = new TcpClient { NoDelay = true };
            client.Connect(link.Endpoint);
            return (Client: client, Server: target.AcceptTcpClient());
        }).ToArray();
        var seconds = new double[repeats];
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            Thread.Sleep(100);
            if (isDrained) link.Up.Drain();
            var start = PreciseClock.Now;
            var ends = new double[connections];
            var threads = pairs.SelectMany((pair, i) => (Thread[])[new(() => pair.Client.GetStream().Write(new byte[bytes / connections])), new(() => ends[i] = ReadAll(pair.Server, bytes / connections))]).ToArray();
            foreach (var thread in threads) thread.Start();
            foreach (var thread in threads) thread.Join();
            seconds[repeat] = ends.Max() - start;
        }

        foreach (var (client, server) in pairs)
        {
            client.Dispose();
            server.Dispose();
        }

        return seconds;
    }

    private static double ReadAll(TcpClient server, int bytes)
    {
        server.GetStream().ReadExactly(new byte[bytes]);
        return PreciseClock.Now;
    }
}
