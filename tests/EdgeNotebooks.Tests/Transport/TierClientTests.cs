using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeNotebooks.Transport;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Tests.Transport;

/// <summary>A request whose connection breaks before any answer.</summary>
public sealed class TierClientTests : IDisposable
{
    private static readonly EncodedMessage s_message = new("{}"u8.ToArray(), []);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TierClient _client = new();

    public TierClientTests() => _listener.Start();

    private Uri Url => new($"http://{_listener.LocalEndpoint}");

    public void Dispose()
    {
        _client.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public async Task TheLinkOfADeadTier_IsAskedWhy()
    {
        var cancel = TestContext.Current.CancellationToken;
        var asked = AnswerAsync("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 17\r\nConnection: close\r\n\r\n{\"tier\": \"cloud\"}", cancel);
        using var answer = await _client.InferAsync(Url, "model", s_message, cancel);
        Assert.Equal(503, answer.Status);
        Assert.StartsWith("GET /v2/health/live", await asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("")]
    public async Task ATierThatLives_OrSaysNothing_LeavesTheFirstError(string answer)
    {
        var cancel = TestContext.Current.CancellationToken;
        var asked = AnswerAsync(answer, cancel);
        await Assert.ThrowsAsync<HttpRequestException>(() => _client.InferAsync(Url, "model", s_message, cancel));
        Assert.StartsWith("GET /v2/health/live", await asked, StringComparison.Ordinal);
    }

    /// <summary>Closes on the first request, and returns the beginning of the second after answering it.</summary>
    private async Task<string> AnswerAsync(string answer, CancellationToken cancel)
    {
        var buffer = new byte[4096];
        using (var first = await _listener.AcceptSocketAsync(cancel)) await first.ReceiveAsync(buffer, cancel);
        using var second = await _listener.AcceptSocketAsync(cancel);
        _listener.Stop();
        var count = await second.ReceiveAsync(buffer, cancel);
        await second.SendAsync(Encoding.ASCII.GetBytes(answer), cancel);
        second.Shutdown(SocketShutdown.Both);
        return Encoding.ASCII.GetString(buffer, 0, count);
    }
}
