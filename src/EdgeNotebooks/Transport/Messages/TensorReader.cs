using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text.Json;
using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Transport.Messages;

/// <summary>Reads one tensor of a message.</summary>
internal static class TensorReader
{
    /// <summary>The parameter that tells how text in <c>data</c> is to be read; ours, for what the protocol has no word for.</summary>
    public const string ContentEncoding = "content_encoding";

    /// <summary>The only value of <see cref="ContentEncoding"/>.</summary>
    public const string Base64Encoding = "base64";

    public static WireTensor Read(ref Utf8JsonReader reader, BinaryTail binary, int maxAxes)
    {
        string? name = null, datatype = null;
        ImmutableArray<long>? shape = null;
        var parameters = (IReadOnlyDictionary<string, object>)ImmutableDictionary<string, object>.Empty;
        var data = default(Utf8JsonReader);
        var hasData = false;
        while (MessageReader.NextKey(ref reader, out var key))
        {
            if (key == "name") name = reader.GetString();
            else if (key == "datatype") datatype = reader.GetString();
            else if (key == "shape") shape = ReadShape(ref reader, maxAxes);
            else if (key == "parameters") parameters = MessageReader.ReadParameters(ref reader);
            else if (key == "data")
            {
                // What it means depends on members that may follow it.
                data = reader;
                hasData = true;
                reader.Skip();
            }
            else reader.Skip();
        }

        if (string.IsNullOrEmpty(name)) throw new InvalidMessageException("a tensor has no 'name'");
        if (datatype is null) throw new InvalidMessageException($"'{name}' has no 'datatype'");
        if (shape is not { } axes) throw new InvalidMessageException($"'{name}' has no 'shape'");
        var type = WireType.TypeOf(datatype);
        var count = CountOf(name, axes);
        var isBinary = parameters.TryGetValue("binary_data_size", out var size);
        if (isBinary == hasData) throw new InvalidMessageException($"'{name}' needs either 'data' or the parameter 'binary_data_size'");
        var packed = parameters.ContainsKey(SeamPacking.Parameter);
        var content = isBinary ? binary.Take(name, size as long? ?? -1)
            : parameters.TryGetValue(ContentEncoding, out var encoding) && Equals(encoding, Base64Encoding) ? ReadBase64(ref data, name, bytes: type is null && !packed)
            : type is { } known ? ReadNumbers(ref data, name, known, count)
            : ReadText(ref data);
        var tensor = new WireTensor(name, datatype, axes, content) { Parameters = Kept(parameters) };
        if (!packed) CheckSize(tensor, type, count);
        return tensor;
    }

    private static ImmutableArray<long> ReadShape(ref Utf8JsonReader reader, int maxAxes)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new InvalidMessageException("a 'shape' is no array");
        var axes = ImmutableArray.CreateBuilder<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (axes.Count >= maxAxes) throw new InvalidMessageException($"a shape has more than {maxAxes} axes");
            var length = reader.GetInt64();
            axes.Add(length >= 0 ? length : throw new InvalidMessageException($"a shape has an axis of {length}"));
        }

        return axes.ToImmutable();
    }

    private static long CountOf(string name, ImmutableArray<long> axes)
    {
        try
        {
            return axes.Aggregate(1L, (product, length) => checked(product * length));
        }
        catch (OverflowException)
        {
            throw new InvalidMessageException($"the shape of '{name}' has more elements than 64 bits count");
        }
    }

    private static void CheckSize(WireTensor tensor, ElementType? type, long count)
    {
        if (type is null)
        {
            var strings = tensor.ToByteStrings().Count;
            if (strings != count) throw new InvalidMessageException($"'{tensor.Name}' has {strings} elements, but its shape says {count}");
        }
        else if (type.Value.BytesOf(count) is var expected && expected != tensor.Content.Length)
            throw new InvalidMessageException($"'{tensor.Name}' has {tensor.Content.Length} bytes, but its type and shape take {expected}");
    }

    private static IReadOnlyDictionary<string, object> Kept(IReadOnlyDictionary<string, object> parameters) => parameters
        .Where(pair => pair.Key is not ("binary_data_size" or ContentEncoding)).ToImmutableDictionary();

    /// <summary>Text in base64, a string or an array of strings: the tensor's bytes, or one element of BYTES each.</summary>
    private static ReadOnlyMemory<byte> ReadBase64(ref Utf8JsonReader reader, string name, bool bytes)
    {
        var content = new ArrayBufferWriter<byte>();
        var nested = 0;
        do
        {
            if (reader.TokenType == JsonTokenType.StartArray) nested++;
            else if (reader.TokenType == JsonTokenType.EndArray) nested--;
            else if (reader.TokenType != JsonTokenType.String || !Append(reader, content, bytes)) throw new InvalidMessageException($"'data' of '{name}' is no base64 text");
        }
        while (nested > 0 && reader.Read());
        return content.WrittenMemory;
    }

    private static bool Append(in Utf8JsonReader reader, ArrayBufferWriter<byte> content, bool bytes)
    {
        var text = reader.ValueIsEscaped ? System.Text.Encoding.ASCII.GetBytes(reader.GetString()!) : reader.ValueSpan;
        var prefix = bytes ? 4 : 0;
        var target = content.GetSpan(prefix + Base64.GetMaxDecodedFromUtf8Length(text.Length));
        if (Base64.DecodeFromUtf8(text, target[prefix..], out _, out var written) != OperationStatus.Done) return false;
        if (bytes) BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)written);
        content.Advance(prefix + written);
        return true;
    }

    private static ReadOnlyMemory<byte> ReadText(ref Utf8JsonReader reader)
    {
        var content = new ArrayBufferWriter<byte>();
        foreach (var text in Flatten(ref reader, static (ref Utf8JsonReader element) => System.Text.Encoding.UTF8.GetBytes(element.GetString()!)))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(content.GetSpan(4), (uint)text.Length);
            content.Advance(4);
            content.Write(text);
        }

        return content.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> ReadNumbers(ref Utf8JsonReader reader, string name, ElementType type, long count)
    {
        // A list of text cannot hold more numbers than it has bytes: the count is checked afterwards and never trusted to allocate.
        var content = new ArrayBufferWriter<byte>();
        var nested = 0;
        do
        {
            if (reader.TokenType == JsonTokenType.StartArray) nested++;
            else if (reader.TokenType == JsonTokenType.EndArray) nested--;
            else if (!JsonNumber.Append(ref reader, type, content)) throw new InvalidMessageException($"'data' of '{name}' holds what is no {type.Label()}");
        }
        while (nested > 0 && reader.Read());
        return content.WrittenMemory;
    }

    private static List<T> Flatten<T>(ref Utf8JsonReader reader, Element<T> read)
    {
        var values = new List<T>();
        var nested = 0;
        do
        {
            if (reader.TokenType == JsonTokenType.StartArray) nested++;
            else if (reader.TokenType == JsonTokenType.EndArray) nested--;
            else values.Add(read(ref reader));
        }
        while (nested > 0 && reader.Read());
        return values;
    }

    private delegate T Element<out T>(ref Utf8JsonReader reader);
}
