using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Transport.Messages;

/// <summary>Numbers of tensors as JSON.</summary>
internal static class JsonNumber
{
    /// <summary>Appends a number in its type's bytes; false if it is no number of that type.</summary>
    public static bool Append(ref Utf8JsonReader reader, ElementType type, ArrayBufferWriter<byte> content) => type switch
    {
        ElementType.Bool => reader.TokenType is JsonTokenType.True or JsonTokenType.False ? Put((byte)(reader.GetBoolean() ? 1 : 0), content)
            : reader.TokenType == JsonTokenType.Number && reader.TryGetByte(out var bit) && bit <= 1 && Put(bit, content),
        _ when reader.TokenType != JsonTokenType.Number => false,
        ElementType.Float32 => reader.TryGetSingle(out var value) && Put(value, content),
        ElementType.Float64 => reader.TryGetDouble(out var value) && Put(value, content),
        ElementType.UInt8 => reader.TryGetByte(out var value) && Put(value, content),
        ElementType.Int8 => reader.TryGetSByte(out var value) && Put(value, content),
        ElementType.UInt16 => reader.TryGetUInt16(out var value) && Put(value, content),
        ElementType.Int16 => reader.TryGetInt16(out var value) && Put(value, content),
        ElementType.UInt32 => reader.TryGetUInt32(out var value) && Put(value, content),
        ElementType.Int32 => reader.TryGetInt32(out var value) && Put(value, content),
        ElementType.UInt64 => reader.TryGetUInt64(out var value) && Put(value, content),
        ElementType.Int64 => reader.TryGetInt64(out var value) && Put(value, content),
        _ => throw new InvalidMessageException($"{WireType.NameOf(type)} has no form in JSON; send it as binary data"),
    };

    /// <summary>Writes the values as one flat array.</summary>
    /// <exception cref="InvalidMessageException">The type has no form in JSON, or a value is NaN or infinite.</exception>
    public static void Write(Utf8JsonWriter json, string name, Tensor tensor)
    {
        json.WriteStartArray();
        switch (tensor.Type)
        {
            case ElementType.Bool: foreach (var value in tensor.Values<bool>()) json.WriteBooleanValue(value); break;
            case ElementType.Float32: foreach (var value in tensor.Values<float>()) json.WriteNumberValue(Finite(name, value)); break;
            case ElementType.Float64: foreach (var value in tensor.Values<double>()) json.WriteNumberValue(double.IsFinite(value) ? value : Finite(name, float.NaN)); break;
            case ElementType.UInt8: foreach (var value in tensor.Values<byte>()) json.WriteNumberValue(value); break;
            case ElementType.Int8: foreach (var value in tensor.Values<sbyte>()) json.WriteNumberValue(value); break;
            case ElementType.UInt16: foreach (var value in tensor.Values<ushort>()) json.WriteNumberValue(value); break;
            case ElementType.Int16: foreach (var value in tensor.Values<short>()) json.WriteNumberValue(value); break;
            case ElementType.UInt32: foreach (var value in tensor.Values<uint>()) json.WriteNumberValue(value); break;
            case ElementType.Int32: foreach (var value in tensor.Values<int>()) json.WriteNumberValue(value); break;
            case ElementType.UInt64: foreach (var value in tensor.Values<ulong>()) json.WriteNumberValue(value); break;
            case ElementType.Int64: foreach (var value in tensor.Values<long>()) json.WriteNumberValue(value); break;
            default: throw new InvalidMessageException($"{WireType.NameOf(tensor.Type)} has no form in JSON; ask for '{name}' as binary data");
        }

        json.WriteEndArray();
    }

    private static float Finite(string name, float value) => float.IsFinite(value)
        ? value
        : throw new InvalidMessageException($"'{name}' holds a value that is not finite, which JSON cannot write; ask for it as binary data");

    private static bool Put<T>(T value, ArrayBufferWriter<byte> content)
        where T : unmanaged
    {
        content.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));
        return true;
    }
}
