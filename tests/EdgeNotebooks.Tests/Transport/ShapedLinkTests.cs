using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeNotebooks.Tiers.Limits;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Tests.Transport;

public class ShapedLinkTests
{
    [Fact]
    public void ASteadyLink_LetsEveryByteTakeItsTime_TheFirstToo()
    {
        var bucket = new TokenBucket(new LinkSettings(8));
        var now = PreciseClock.Now;
        // 8 Mbit/s are 10^6 bytes per second.
        Assert.Equal(now + 0.01, bucket.Accept(10_000, now), 1e-9);
        Assert.Equal(now + 0.03, bucket.Accept(20_000, now), 1e-9);
        Assert.Equal(now + 1.001, bucket.Accept(1_000, now + 1), 1e-9);
    }

    [Fact]
    public void ThePapersLink_LetsOneSecondThroughAtOnce_AndAgainAfterAPause()
    {
        var bucket = new TokenBucket(new LinkSettings(8) { Shaper = Shaper.PaperBurst });
        var now = PreciseClock.Now;
        // tc reads 8mbit as a size of 8 * 2^20 bits: 1,048,576 bytes are free, and the next 10^6 take a second.
        Assert.InRange(bucket.Accept(1_048_576, now), now - 0.1, now + 0.001);
        Assert.Equal(now + 1, bucket.Accept(1_000_000, now), 0.01);
        Assert.InRange(bucket.Accept(500_000, now + 1.5), now, now + 1.51);
        bucket.Drain();
        Assert.InRange(bucket.Level, -2e6, 0);
    }

    [Fact]
    public async Task TwoConnections_ShareOneRate()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var target = new TcpListener(IPAddress.Loopback, 0);
        target.Start();
        using var link = new ShapedLink(new IPEndPoint(IPAddress.Loopback, 0), new LinkSettings(40), () => null) { Target = target.LocalEndpoint };
        var watch = Stopwatch.StartNew();
        var received = Enumerable.Range(0, 2).Select(async _ =>
        {
            using var server = await target.AcceptSocketAsync(cancel);
            var count = 0;
            for (var buffer = new byte[65536]; await server.ReceiveAsync(buffer, cancel) is > 0 and var got;) count += got;
            return count;
        }).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            using var client = new TcpClient();
            await client.ConnectAsync(link.Endpoint, cancel);
            await client.GetStream().WriteAsync(new byte[2_500_000], cancel);
        }));
        Assert.All(await Task.WhenAll(received), count => Assert.Equal(2_500_000, count));
        // 5 MB at 5 MB/s; how close to a second is the benchmark's business.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.97, 10);
    }

    // Without limits bytes pass inside the kernel, else through the process; both to a server with a name and to one with a port.
    [Theory]
    [InlineData(null, true)]
    [InlineData(null, false)]
    [InlineData(2000.0, true)]
    [InlineData(2000.0, false)]
    public async Task EveryByteArrives_InOrder_BothWays(double? mbps, bool isNamed)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var target = new Echo(isNamed);
        using var link = new ShapedLink(new IPEndPoint(IPAddress.Loopback, 0), new LinkSettings(mbps), () => null) { Target = target.Address };
        using var client = new TcpClient();
        await client.ConnectAsync(link.Endpoint, cancel);
        var stream = client.GetStream();
        var (sent, received) = (new byte[3_000_001], new byte[3_000_001]);
        new Random(5).NextBytes(sent);
        var sending = stream.WriteAsync(sent, cancel);
        await stream.ReadExactlyAsync(received, cancel);
        await sending;
        Assert.Equal(sent, received);
        // The end of one side reaches the other, and comes back.
        client.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await stream.ReadAsync(received, cancel));
    }

    [Fact]
    public async Task ALinkThatChangesWhileNothingComes_CountsForTheNextBytes()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var target = new Echo(isNamed: false);
        using var link = new ShapedLink(new IPEndPoint(IPAddress.Loopback, 0), LinkSettings.Unlimited, () => null) { Target = target.Address };
        using var client = new TcpClient();
        await client.ConnectAsync(link.Endpoint, cancel);
        Assert.InRange(await AskAsync(), 0, 20);
        link.Up.Settings = link.Down.Settings = LinkSettings.Unlimited with { DelayMs = 100 };
        Assert.InRange(await AskAsync(), 0.2, 20);
        link.Up.Settings = link.Down.Settings = new LinkSettings(0.08);
        // 1,000 bytes at 10,000 bytes per second there; the first piece is on its way back while the second comes.
        Assert.InRange(await AskAsync(), 0.14, 20);

        async Task<double> AskAsync()
        {
            var start = PreciseClock.Now;
            await client.GetStream().WriteAsync(new byte[1000], cancel);
            await client.GetStream().ReadExactlyAsync(new byte[1000], cancel);
            return PreciseClock.Now - start;
        }
    }

    [Fact]
    public async Task ClosingTheLink_EndsConnectionsThatWaitForBytes()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var target = new Echo(isNamed: true);
        using var client = new TcpClient();
        using (var link = new ShapedLink(new IPEndPoint(IPAddress.Loopback, 0), LinkSettings.Unlimited, () => null) { Target = target.Address })
        {
            await client.ConnectAsync(link.Endpoint, cancel);
            await client.GetStream().WriteAsync(new byte[1], cancel);
            await client.GetStream().ReadExactlyAsync(new byte[1], cancel);
        }

        try
        {
            Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1], cancel));
        }
        catch (IOException)
        {
            // Reset: it has ended as well.
        }
    }

    /// <summary>Sends back what one connection sends.</summary>
    private sealed class Echo : IDisposable
    {
        private readonly Socket _listener;

        public Echo(bool isNamed)
        {
            _listener = isNamed ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _listener.Bind(isNamed ? new UnixDomainSocketEndPoint($"\0edgenb-test-{Guid.NewGuid():N}") : new IPEndPoint(IPAddress.Loopback, 0));
            _listener.Listen();
            _ = ServeAsync();
        }

        public EndPoint Address => _listener.LocalEndPoint!;

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync()
        {
            using var client = await _listener.AcceptAsync();
            var buffer = new byte[10_000];
            while (await client.ReceiveAsync(buffer) is > 0 and var count)
                for (var sent = 0; sent < count;) sent += await client.SendAsync(buffer.AsMemory(sent, count - sent));
            client.Shutdown(SocketShutdown.Send);
        }
    }
}
