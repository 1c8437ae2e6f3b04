using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace EdgeNotebooks.Cli.Tests.Tiers;

/// <summary>Callers that are slow or greedy on purpose.</summary>
public sealed class BoundsTests
{
    [Fact]
    public async Task HeadersThatNeverEnd_AreCutOff_WhileOthersAreServed()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var tier = new ServedTier();
        using var slow = Connect(tier.Url);
        await slow.GetStream().WriteAsync("GET /v2 HTTP/1.1\r\nHost: x\r\nX-Slow: "u8.ToArray(), cancel);
        using var http = new HttpClient { BaseAddress = tier.Url };
        Assert.Equal(System.Net.HttpStatusCode.OK, (await http.GetAsync("v2/health/live", cancel)).StatusCode);
        var watch = Stopwatch.StartNew();
        var answer = await ReadAllAsync(slow, cancel).WaitAsync(TimeSpan.FromSeconds(120), cancel);
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
        // Ten seconds are given; the rest is the machine's.
        Assert.InRange(watch.Elapsed.TotalSeconds, 5, 110);
    }

    [Theory]
    [InlineData(100_000, 1)]
    [InlineData(10, 2000)]
    public async Task LargeOrManyHeaders_AreRefused(int length, int count)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var tier = new ServedTier();
        using var client = Connect(tier.Url);
        var request = new StringBuilder("GET /v2 HTTP/1.1\r\nHost: x\r\n");
        for (var i = 0; i < count; i++) request.Append($"X-{i}: {new string('a', length)}\r\n");
        try
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request.Append("\r\n").ToString()), cancel);
        }
        catch (IOException)
        {
            // It may hang up before it has read everything.
        }

        Assert.Matches("^(HTTP/1.1 431.*)?$", (await ReadAllAsync(client, cancel)).Split('\r')[0]);
        using var http = new HttpClient { BaseAddress = tier.Url };
        Assert.Equal(System.Net.HttpStatusCode.OK, (await http.GetAsync("v2/health/live", cancel)).StatusCode);
    }

    [Fact]
    public async Task ARequestThatIsTooLarge_IsRefused_BeforeItIsRead()
    {
        using var tier = new ServedTier("--max-request-bytes", "1000");
        using var http = new HttpClient { BaseAddress = tier.Url };
        using var reply = await http.PostAsync("v2/models/resnet_mini/infer", new ByteArrayContent(new byte[2000]), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.RequestEntityTooLarge, reply.StatusCode);
    }

    private static TcpClient Connect(Uri url) => new(url.Host, url.Port);

    private static async Task<string> ReadAllAsync(TcpClient client, CancellationToken cancel)
    {
        try
        {
            using var reader = new StreamReader(client.GetStream());
            return await reader.ReadToEndAsync(cancel);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
