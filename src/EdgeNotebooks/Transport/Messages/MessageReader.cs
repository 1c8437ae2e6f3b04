using System.Collections.Immutable;
using System.Text.Json;

namespace EdgeNotebooks.Transport.Messages;

/// <summary>Reads messages; tensors share the body where their bytes lie in it.</summary>
/// <remarks>Source: Open Inference Protocol 2, "Inference Request JSON Object"; Triton, "Binary Tensor Data Extension".</remarks>
internal static class MessageReader
{
    private const int MaxTensors = 1024;
    private const int MaxAxes = 32;

    /// <summary>Reads a request.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="headerLength">Bytes of JSON before binary data; null where all of it is JSON.</param>
    /// <exception cref="InvalidMessageException">It is none.</exception>
    public static InferMessage ReadRequest(ReadOnlyMemory<byte> body, int? headerLength) => Read(body, headerLength, "inputs", "outputs");

    /// <summary>Reads a reply.</summary>
    /// <exception cref="InvalidMessageException">It is none.</exception>
    public static InferMessage ReadReply(ReadOnlyMemory<byte> body, int? headerLength) => Read(body, headerLength, "outputs", requestedKey: null);

    private static InferMessage Read(ReadOnlyMemory<byte> body, int? headerLength, string tensorsKey, string? requestedKey)
    {
        if (headerLength is { } length && (length < 2 || length > body.Length))
            throw new InvalidMessageException($"Inference-Header-Content-Length is {length}, but the body has {body.Length} bytes");
        var header = body[..(headerLength ?? body.Length)];
        var binary = new BinaryTail(body[header.Length..]);
        try
        {
            var message = Parse(header.Span, tensorsKey, requestedKey, binary);
            if (binary.Rest > 0) throw new InvalidMessageException($"{binary.Rest} bytes of binary data belong to no tensor");
            return message;
        }
        catch (JsonException e)
        {
            throw new InvalidMessageException($"the JSON is damaged at line {e.LineNumber + 1}, byte {e.BytePositionInLine}", e);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            // The JSON reader's words for a value of another kind, a number out of range, or invalid UTF-8.
            throw new InvalidMessageException("a value has another type than the protocol says", e);
        }
    }

    private static InferMessage Parse(ReadOnlySpan<byte> header, string tensorsKey, string? requestedKey, BinaryTail binary)
    {
        var reader = new Utf8JsonReader(header);
        string? model = null, id = null;
        IReadOnlyDictionary<string, object>? parameters = null;
        var tensors = new List<WireTensor>();
        var requested = new List<RequestedOutput>();
        Expect(ref reader, JsonTokenType.StartObject, "an object");
        while (NextKey(ref reader, out var key))
        {
            if (key == tensorsKey) ReadList(ref reader, tensors, (ref Utf8JsonReader element) => TensorReader.Read(ref element, binary, MaxAxes));
            else if (key == requestedKey) ReadList(ref reader, requested, ReadRequested);
            else if (key == "parameters") parameters = ReadParameters(ref reader);
            else if (key == "model_name") model = reader.GetString();
            else if (key == "id") id = reader.GetString();
            else reader.Skip();
        }

        if (reader.Read()) throw new InvalidMessageException("something follows the JSON object");
        if (tensors.Count == 0 && requestedKey is not null) throw new InvalidMessageException($"the request has no '{tensorsKey}'");
        if (tensors.GroupBy(tensor => tensor.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidMessageException($"tensor '{twice.Key}' is given twice");
        return new InferMessage { Model = model, Id = id, Parameters = parameters ?? ImmutableDictionary<string, object>.Empty, Tensors = tensors, Requested = requested };
    }

    /// <summary>Moves to the value of the next member; false at the object's end.</summary>
    internal static bool NextKey(ref Utf8JsonReader reader, out string key)
    {
        key = "";
        if (!reader.Read()) throw new InvalidMessageException("the JSON ends too early");
        if (reader.TokenType == JsonTokenType.EndObject) return false;
        key = reader.GetString()!;
        if (!reader.Read()) throw new InvalidMessageException("the JSON ends too early");
        return true;
    }

    /// <summary>Scalars by name; other values have no meaning here and are passed over.</summary>
    internal static IReadOnlyDictionary<string, object> ReadParameters(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return ImmutableDictionary<string, object>.Empty;
        if (reader.TokenType != JsonTokenType.StartObject) throw new InvalidMessageException("'parameters' is no object");
        var parameters = new Dictionary<string, object>();
        while (NextKey(ref reader, out var key))
        {
            if (parameters.Count >= MaxTensors) throw new InvalidMessageException($"there are more than {MaxTensors} parameters");
            if (reader.TokenType == JsonTokenType.String) parameters[key] = reader.GetString()!;
            else if (reader.TokenType is JsonTokenType.True or JsonTokenType.False) parameters[key] = reader.GetBoolean();
            else if (reader.TokenType == JsonTokenType.Number) parameters[key] = reader.TryGetInt64(out var whole) ? (object)whole : reader.GetDouble();
            else reader.Skip();
        }

        return parameters;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token, string what)
    {
        if (!reader.Read() || reader.TokenType != token) throw new InvalidMessageException($"the JSON is not {what}");
    }

    private static void ReadList<T>(ref Utf8JsonReader reader, List<T> list, ReadElement<T> read)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new InvalidMessageException("a list of tensors is no array");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw new InvalidMessageException("a tensor is no object");
            if (list.Count >= MaxTensors) throw new InvalidMessageException($"there are more than {MaxTensors} tensors");
            list.Add(read(ref reader));
        }
    }

    private static RequestedOutput ReadRequested(ref Utf8JsonReader reader)
    {
        string? name = null;
        bool? binary = null;
        while (NextKey(ref reader, out var key))
        {
            if (key == "name") name = reader.GetString();
            else if (key == "parameters") binary = ReadParameters(ref reader).TryGetValue("binary_data", out var value) ? value as bool? : null;
            else reader.Skip();
        }

        return new(name ?? throw new InvalidMessageException("a requested output has no 'name'"), binary);
    }

    private delegate T ReadElement<out T>(ref Utf8JsonReader reader);
}
