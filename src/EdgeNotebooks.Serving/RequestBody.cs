using System.Buffers;

namespace EdgeNotebooks.Serving;

/// <summary>A request's whole body, in a buffer that is used again afterwards.</summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>A caller's word for the length is trusted this far; beyond, the buffer grows with what really comes.</summary>
    private const int Trusted = 16 << 20;

    /// <summary>What a longer message begins with: little of it is copied when the buffer grows.</summary>
    private const int Beginning = 4 << 20;

    private const int Growth = 32;
    private const int GrowthBlindly = 4;

    private byte[] _buffer;
    private int _length;

    private RequestBody(byte[] buffer) => _buffer = buffer;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Bytes that were there when reading began, having come together with the headers.</summary>
    public int WithHeaders { get; private set; }

    /// <summary>Reads a body.</summary>
    /// <exception cref="RequestException">It is larger than the limit.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, long limit, CancellationToken cancel)
    {
        if (request.ContentLength > limit) throw TooLarge(limit);
        var body = new RequestBody(ArrayPool<byte>.Shared.Rent((int)Math.Max(request.ContentLength is > Trusted ? Beginning : request.ContentLength ?? 64 * 1024, 1024)));
        while (true)
        {
            var reading = request.Body.ReadAsync(body._buffer.AsMemory(body._length), cancel);
            var isFirst = body._length == 0 && reading.IsCompletedSuccessfully;
            var count = await reading.ConfigureAwait(false);
            if (isFirst) body.WithHeaders = count;
            if (count == 0) return body;
            body._length += count;
            if (body._length > limit) throw TooLarge(limit);
            if (body._length == body._buffer.Length) body.Grow(request.ContentLength);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void Grow(long? expected)
    {
        // With this much of it here the caller's word counts, and the rest needs no more copies.
        var most = Math.Min(Array.MaxLength, (expected is null ? GrowthBlindly : Growth) * (long)_buffer.Length);
        var size = expected is { } length && length < most ? length + 1 : most;
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(size, _length + 1));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private static RequestException TooLarge(long limit) => new(StatusCodes.Status413PayloadTooLarge, $"the request is larger than {limit} bytes");
}
