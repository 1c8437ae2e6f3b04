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

    [Fact]
    public async Task ABodyThatTrickles_IsCutOff_WhileOthersAreServed()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var tier = new ServedTier();
        using var slow = Connect(tier.Url);
        await slow.GetStream().WriteAsync("POST /v2/models/resnet_mini/infer HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{"u8.ToArray(), cancel);
        var end = ReadAllAsync(slow, cancel);
        var sent = 1;
        // A byte in a fifth of a second: the whole body would take five hours, the server gives a slow caller twenty seconds.
        for (; !end.IsCompleted && sent < 600; sent++)
        {
            try
            {
                await slow.GetStream().WriteAsync(" "u8.ToArray(), cancel);
            }
            catch (IOException)
            {
                break;
            }

            await Task.WhenAny(end, Task.Delay(200, cancel));
        }

        var answer = await end.WaitAsync(TimeSpan.FromSeconds(10), cancel);
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
        Assert.InRange(sent, 2, 599);
        using var http = new HttpClient { BaseAddress = tier.Url };
        Assert.Equal(System.Net.HttpStatusCode.OK, (await http.GetAsync("v2/health/live", cancel)).StatusCode);
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

    // A link's goodput is of the data that was awaited: what a slow link passes together with the headers took no time of its own.
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 700)]
    public async Task AProbe_CountsDataThatCameAfterItsHeaders(bool after, int counted)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var tier = new ServedTier();
        using var client = Connect(tier.Url);
        client.NoDelay = true;
        var (headers, body) = ("POST /v2/edgenb/probe HTTP/1.1\r\nHost: x\r\nContent-Length: 700\r\n\r\n", new string('x', 700));
        if (after)
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(headers), cancel);
            // Long enough for the server to begin.
            await Task.Delay(2000, cancel);
            headers = "";
        }

        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(headers + body), cancel);
        using var reader = new StreamReader(client.GetStream());
        while (await reader.ReadLineAsync(cancel) is { Length: > 0 })
        {
            // Headers of the reply.
        }

        var reply = new char[1];
        var json = "";
        while (!json.EndsWith('}') && await reader.ReadAsync(reply, cancel) == 1) json += reply[0];
        Assert.Contains($"\"receive_bytes\":{counted},", json, StringComparison.Ordinal);
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
