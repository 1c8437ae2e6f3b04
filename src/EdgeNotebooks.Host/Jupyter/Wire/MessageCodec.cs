using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetMQ;

namespace EdgeNotebooks.Host.Jupyter.Wire;

/// <summary>Messages to ZeroMQ frames and back (Jupyter messaging protocol 5.3, "The Wire Protocol"), signed with the connection's key.</summary>
internal sealed class MessageCodec(string key)
{
    private const int SignedFrames = 4;
    private static readonly byte[] s_delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly JsonSerializerOptions s_json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    public NetMQMessage ToFrames(JupyterMessage message)
    {
        byte[][] parts = [Bytes(message.Header.Json), Bytes(message.ParentHeader), Bytes(message.Metadata), Bytes(message.Content)];
        var frames = new NetMQMessage(message.Identities.Count + 2 + SignedFrames);
        foreach (var identity in message.Identities) frames.Append(identity);
        frames.Append(s_delimiter);
        frames.Append(Sign(parts));
        foreach (var part in parts) frames.Append(part);
        return frames;
    }

    /// <exception cref="MalformedMessageException">No delimiter, too few frames, a wrong signature, or no JSON objects.</exception>
    public JupyterMessage FromFrames(NetMQMessage frames)
    {
        var all = frames.Select(frame => frame.ToByteArray()).ToArray();
        var delimiter = Array.FindIndex(all, frame => frame.AsSpan().SequenceEqual(s_delimiter));
        if (delimiter < 0) throw new MalformedMessageException("no delimiter");
        if (all.Length < delimiter + 2 + SignedFrames) throw new MalformedMessageException($"{all.Length - delimiter - 1} frames after the delimiter, at least {SignedFrames + 1} are needed");
        var parts = all.AsSpan(delimiter + 2, SignedFrames).ToArray();
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(parts)), all[delimiter + 1])) throw new MalformedMessageException("wrong signature");
        return new(MessageHeader.Read(Json(parts[0])), Json(parts[3]))
        {
            Identities = all[..delimiter],
            ParentHeader = Json(parts[1]),
            Metadata = Json(parts[2]),
        };
    }

    private string Sign(byte[][] parts)
    {
        if (_key.Length == 0) return "";
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (var part in parts) hash.AppendData(part);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, s_json);

    private static JsonObject Json(byte[] bytes)
    {
        try
        {
            return JsonNode.Parse(bytes) as JsonObject ?? throw new MalformedMessageException("a part is no JSON object");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new MalformedMessageException("a part is no JSON", e);
        }
    }
}
