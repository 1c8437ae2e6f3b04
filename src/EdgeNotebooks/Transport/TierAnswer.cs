using System.Buffers;
using System.Text.Json;
using EdgeNotebooks.Transport.Messages;

namespace EdgeNotebooks.Transport;

/// <summary>What a tier sent back. Its buffer is used again after <see cref="Dispose"/>: tensors that share it must be copied before.</summary>
internal sealed class TierAnswer(byte[] buffer, int length) : IDisposable
{
    private byte[]? _buffer = buffer;

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>Bytes of JSON, where binary data follow.</summary>
    public required int? HeaderLength { get; init; }

    /// <summary>What the tiers on the way say.</summary>
    public required IReadOnlyList<HopTimes> Hops { get; init; }

    /// <summary>What was done to tensors between parts.</summary>
    public IReadOnlyList<SeamReport> Seams { get; init; } = [];

    /// <summary>Whether it is what was asked for.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body => (_buffer ?? throw new ObjectDisposedException(nameof(TierAnswer))).AsMemory(0, length);

    /// <summary>The body as a reply.</summary>
    /// <exception cref="InvalidMessageException">It is none.</exception>
    public InferMessage Read() => MessageReader.ReadReply(Body, HeaderLength);

    /// <summary>What an unsuccessful answer says of itself.</summary>
    public TierError ReadError()
    {
        try
        {
            return JsonSerializer.Deserialize<TierError>(Body.Span) ?? new TierError();
        }
        catch (JsonException)
        {
            return new TierError { Error = $"HTTP {Status}" };
        }
    }

    public void Dispose()
    {
        if (_buffer is { } rented) ArrayPool<byte>.Shared.Return(rented);
        _buffer = null;
    }
}

/// <summary>An error of the protocol, with what our tiers add.</summary>
internal sealed record TierError
{
    [System.Text.Json.Serialization.JsonPropertyName("error")]
    public string Error { get; init; } = "";

    [System.Text.Json.Serialization.JsonPropertyName("tier")]
    public string? Tier { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("limit_bytes")]
    public long? LimitBytes { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("peak_bytes")]
    public long? PeakBytes { get; init; }
}
