using System.Buffers;
using System.Text.Json;

namespace EdgeNotebooks.Transport.Messages;

/// <summary>A message as bytes: JSON, and behind it the tensors that are sent as they lie in memory.</summary>
/// <param name="Json">The header, or all of it.</param>
/// <param name="Binary">The tensors' bytes in order, shared.</param>
internal sealed record EncodedMessage(ReadOnlyMemory<byte> Json, IReadOnlyList<ReadOnlyMemory<byte>> Binary)
{
    /// <summary>Value of <c>Inference-Header-Content-Length</c>; null where nothing follows the JSON.</summary>
    public int? HeaderLength => Binary.Count > 0 ? Json.Length : null;

    /// <summary>Bytes in all.</summary>
    public long Length => Json.Length + Binary.Sum(part => (long)part.Length);
}

/// <summary>Writes messages.</summary>
internal static class MessageWriter
{
    /// <summary>The binary data begin at a multiple of this, so that the reader need not copy them to align them.</summary>
    private const int Alignment = 64;

    /// <summary>Writes a request.</summary>
    public static EncodedMessage WriteRequest(InferMessage message, WireEncoding encoding) => Write(message, "inputs", _ => encoding, json =>
    {
        if (message.Requested.Count > 0)
        {
            json.WriteStartArray("outputs");
            foreach (var output in message.Requested) WriteRequested(json, output);
            json.WriteEndArray();
        }
    });

    /// <summary>Writes a reply.</summary>
    /// <param name="message">What to write.</param>
    /// <param name="encodingOf">How to write the tensor of this name.</param>
    public static EncodedMessage WriteReply(InferMessage message, Func<string, WireEncoding> encodingOf) => Write(message, "outputs", encodingOf, _ => { });

    private static EncodedMessage Write(InferMessage message, string tensorsKey, Func<string, WireEncoding> encodingOf, Action<Utf8JsonWriter> more)
    {
        var text = new ArrayBufferWriter<byte>();
        var binary = new List<ReadOnlyMemory<byte>>();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            if (message.Model is { } model) json.WriteString("model_name", model);
            if (message.Id is { } id) json.WriteString("id", id);
            WriteParameters(json, message.Parameters, extra: null);
            json.WriteStartArray(tensorsKey);
            foreach (var tensor in message.Tensors) WriteTensor(json, tensor, encodingOf(tensor.Name), binary);
            json.WriteEndArray();
            more(json);
            json.WriteEndObject();
        }

        if (binary.Count > 0)
        {
            var padding = (Alignment - text.WrittenCount % Alignment) % Alignment;
            text.GetSpan(padding)[..padding].Fill((byte)' ');
            text.Advance(padding);
        }

        return new EncodedMessage(text.WrittenMemory, binary);
    }

    private static void WriteTensor(Utf8JsonWriter json, WireTensor tensor, WireEncoding encoding, List<ReadOnlyMemory<byte>> binary)
    {
        json.WriteStartObject();
        json.WriteString("name", tensor.Name);
        json.WriteString("datatype", tensor.Datatype);
        json.WriteStartArray("shape");
        foreach (var length in tensor.Shape) json.WriteNumberValue(length);
        json.WriteEndArray();
        var isText = tensor.Datatype == WireType.Bytes;
        var isPacked = tensor.Parameters.ContainsKey(SeamPacking.Parameter);
        if (encoding == WireEncoding.Binary)
        {
            WriteParameters(json, tensor.Parameters, ("binary_data_size", (long)tensor.Content.Length));
            binary.Add(tensor.Content);
        }
        else if (encoding == WireEncoding.Paper || isPacked || isText)
        {
            WriteParameters(json, tensor.Parameters, (TensorReader.ContentEncoding, TensorReader.Base64Encoding));
            json.WriteStartArray("data");
            if (isText && !isPacked)
                foreach (var element in tensor.ToByteStrings()) json.WriteBase64StringValue(element.Span);
            else json.WriteBase64StringValue(tensor.Content.Span);
            json.WriteEndArray();
        }
        else
        {
            json.WritePropertyName("data");
            JsonNumber.Write(json, tensor.Name, tensor.ToTensor());
        }

        json.WriteEndObject();
    }

    private static void WriteRequested(Utf8JsonWriter json, RequestedOutput output)
    {
        json.WriteStartObject();
        json.WriteString("name", output.Name);
        if (output.IsBinary is { } binary) WriteParameters(json, new Dictionary<string, object> { ["binary_data"] = binary }, extra: null);
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, IReadOnlyDictionary<string, object> parameters, (string Key, object Value)? extra)
    {
        if (parameters.Count == 0 && extra is null) return;
        json.WriteStartObject("parameters");
        foreach (var (key, value) in parameters) WriteScalar(json, key, value);
        if (extra is { } more) WriteScalar(json, more.Key, more.Value);
        json.WriteEndObject();
    }

    private static void WriteScalar(Utf8JsonWriter json, string key, object value)
    {
        switch (value)
        {
            case string text: json.WriteString(key, text); break;
            case bool flag: json.WriteBoolean(key, flag); break;
            case long whole: json.WriteNumber(key, whole); break;
            case double number: json.WriteNumber(key, number); break;
            default: throw new InvalidMessageException($"parameter '{key}' is a {value.GetType().Name}; text, bool and numbers are supported");
        }
    }
}
