using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeNotebooks.Tests.Datasets.Fetching;

/// <summary>An HTTP server on this machine that behaves as badly as it is told to, request by request.</summary>
internal sealed class RoughServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Request, Reply> _answer;
    private readonly List<Request> _requests = [];

    public RoughServer(Func<Request, Reply> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Task.Run(Accept);
    }

    public IReadOnlyList<Request> Requests
    {
        get { lock (_requests) return [.. _requests]; }
    }

    public Uri Url(string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{path}"));

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
    }

    private async Task Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = Task.Run(() => Serve(client));
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var path = (await reader.ReadLineAsync())!.Split(' ')[1].TrimStart('/');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (string? line; !string.IsNullOrEmpty(line = await reader.ReadLineAsync());)
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        int number;
        Request request;
        lock (_requests)
        {
            number = _requests.Count;
            var from = headers.TryGetValue("Range", out var range) ? long.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
            _requests.Add(request = new(number, path, from, headers.GetValueOrDefault("If-Range")));
        }

        var reply = _answer(request);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {reply.Status}\r\nConnection: close\r\n{reply.Headers}\r\n"));
        await stream.WriteAsync(reply.Body);
        await stream.FlushAsync();
        if (reply.Stalls) await Task.Delay(Timeout.Infinite, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    internal sealed record Request(int Number, string Path, long From, string? IfRange);

    /// <param name="Status">Such as <c>200 OK</c>.</param>
    /// <param name="Headers">Each ended by CR LF.</param>
    /// <param name="Body">What is sent, which may be less than the headers promise.</param>
    /// <param name="Stalls">Keeps the connection open and sends nothing more.</param>
    internal sealed record Reply(string Status, string Headers, byte[] Body, bool Stalls = false)
    {
        /// <summary>A right answer to a request, of which only the first <paramref name="sent"/> bytes are sent.</summary>
        public static Reply To(Request request, byte[] file, int sent = int.MaxValue, string tag = "\"v1\"", bool stalls = false)
        {
            var isRest = request.From > 0 && request.From < file.Length && request.IfRange == tag;
            var rest = isRest ? file[(int)request.From..] : file;
            return new(isRest ? "206 Partial Content" : "200 OK",
                $"ETag: {tag}\r\nContent-Length: {rest.Length}\r\n" + (isRest ? $"Content-Range: bytes {request.From}-{file.Length - 1}/{file.Length}\r\n" : ""),
                rest[..Math.Min(sent, rest.Length)], stalls);
        }
    }
}
