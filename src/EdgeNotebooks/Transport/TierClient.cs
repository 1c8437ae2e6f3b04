using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Transport;

/// <summary>Speaks the Open Inference Protocol to tiers. Thread-safe; connections are kept and used again.</summary>
internal sealed class TierClient : IDisposable
{
    /// <summary>The header that says how much of a body is JSON.</summary>
    public const string HeaderLength = "Inference-Header-Content-Length";

    private static readonly TimeSpan s_whyLimit = TimeSpan.FromSeconds(5);
    private readonly HttpClient _http;
    private readonly string? _token;

    /// <summary>Makes a client.</summary>
    /// <param name="token">Shown to every tier; null for none.</param>
    /// <param name="trusted">Certificates that are accepted though no authority signed them; what else they say is not looked at.</param>
    public TierClient(string? token = null, params IReadOnlyList<X509Certificate2> trusted)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) };
        if (trusted.Count > 0)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                errors == System.Net.Security.SslPolicyErrors.None || (certificate is not null && trusted.Any(one => certificate.GetRawCertData().AsSpan().SequenceEqual(one.RawDataMemory.Span)));
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _token = token;
    }

    /// <summary>Sends a message to a model and returns the whole answer, whatever its status.</summary>
    /// <exception cref="HttpRequestException">The tier does not answer, or stopped in the middle.</exception>
    public async Task<TierAnswer> InferAsync(Uri tier, string model, EncodedMessage message, CancellationToken cancel)
    {
        using var request = Request(HttpMethod.Post, tier, $"v2/models/{Uri.EscapeDataString(model)}/infer");
        request.Content = new MessageContent(message);
        try
        {
            return await SendAsync(request, cancel).ConfigureAwait(false);
        }
        catch (HttpRequestException) when (!cancel.IsCancellationRequested)
        {
            // A connection that lay idle when the tier's server died closes without a word; its link knows more.
            if (await WhyAsync(tier, cancel).ConfigureAwait(false) is { } why) return why;
            throw;
        }
    }

    /// <summary>Any other request, with a body of JSON or none.</summary>
    /// <exception cref="HttpRequestException">The tier does not answer.</exception>
    public async Task<TierAnswer> AskAsync(HttpMethod method, Uri tier, string path, string? json, CancellationToken cancel)
    {
        using var request = Request(method, tier, path);
        if (json is not null) request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        return await SendAsync(request, cancel).ConfigureAwait(false);
    }

    /// <summary>Sends a file as it is.</summary>
    /// <exception cref="HttpRequestException">The tier does not answer, or stopped in the middle.</exception>
    public async Task<TierAnswer> PutAsync(Uri tier, string path, string file, CancellationToken cancel)
    {
        using var request = Request(HttpMethod.Put, tier, path);
        using var stream = File.OpenRead(file);
        request.Content = new StreamContent(stream, 1 << 18);
        return await SendAsync(request, cancel).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>What a tier's link says of a server that is not there; null if it is, or nothing answers.</summary>
    private async Task<TierAnswer?> WhyAsync(Uri tier, CancellationToken cancel)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        bounded.CancelAfter(s_whyLimit);
        try
        {
            var answer = await AskAsync(HttpMethod.Get, tier, "v2/health/live", null, bounded.Token).ConfigureAwait(false);
            if (answer.Status == (int)HttpStatusCode.ServiceUnavailable) return answer;
            answer.Dispose();
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // The first error is the one to tell.
            cancel.ThrowIfCancellationRequested();
        }

        return null;
    }

    private HttpRequestMessage Request(HttpMethod method, Uri tier, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(tier, path)) { Version = HttpVersion.Version11 };
        if (_token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        return request;
    }

    private async Task<TierAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
            var length = response.Content.Headers.ContentLength ?? throw new HttpRequestException("the answer does not say its length");
            if (length > Array.MaxLength) throw new HttpRequestException($"the answer has {length} bytes, more than an array holds");
            // Not returned when the read is cut off: something may still be writing to it.
            var buffer = ArrayPool<byte>.Shared.Rent((int)length);
            using var stream = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
            await stream.ReadExactlyAsync(buffer.AsMemory(0, (int)length), cancel).ConfigureAwait(false);
            var header = response.Headers.TryGetValues(HeaderLength, out var values) || response.Content.Headers.TryGetValues(HeaderLength, out values)
                ? int.Parse(values.First(), CultureInfo.InvariantCulture) : (int?)null;
            var hops = HopTimes.Read(response.Headers.TryGetValues(HopTimes.Header, out var timings) ? string.Join(',', timings) : null);
            return new TierAnswer(buffer, (int)length) { Status = (int)response.StatusCode, HeaderLength = header, Hops = hops, Seams = SeamReport.Read(response.Headers.TryGetValues(SeamReport.Header, out var seams) ? string.Join(',', seams) : null) };
        }
        catch (Exception e) when (e is IOException or EndOfStreamException or FormatException)
        {
            throw new HttpRequestException(e.Message, e);
        }
    }

    /// <summary>A body of pieces that are not joined first.</summary>
    private sealed class MessageContent : HttpContent
    {
        private readonly EncodedMessage _message;

        public MessageContent(EncodedMessage message)
        {
            _message = message;
            Headers.ContentType = new MediaTypeHeaderValue(message.HeaderLength is null ? "application/json" : "application/octet-stream");
            if (message.HeaderLength is { } length) Headers.TryAddWithoutValidation(HeaderLength, length.ToString(CultureInfo.InvariantCulture));
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_message.Json).ConfigureAwait(false);
            foreach (var part in _message.Binary) await stream.WriteAsync(part).ConfigureAwait(false);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _message.Length;
            return true;
        }
    }
}
