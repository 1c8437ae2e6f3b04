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
}
