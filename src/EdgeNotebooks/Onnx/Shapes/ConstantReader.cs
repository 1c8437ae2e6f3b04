using System.Runtime.InteropServices;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Storage;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>Reads the values of small tensors of numbers, from the parsed graph or from the file.</summary>
internal sealed class ConstantReader(IReadOnlyList<Payload> payloads)
{
    /// <summary>The values; null if there are too many, or if they are no integers of 32 or 64 bits, floats or flags.</summary>
    public Number[]? Read(TensorProto tensor)
    {
        if (TensorData.Elements(tensor) is not (>= 0 and <= TensorFact.MostValues) || RawBytes(tensor) is not { } raw) return null;
        var values = (ElementType)tensor.DataType switch
        {
            ElementType.Int64 => raw.Length > 0 ? Numbers<long>(raw.Span, value => value) : [.. tensor.Int64Data.Select(value => (Number)value)],
            ElementType.Int32 => raw.Length > 0 ? Numbers<int>(raw.Span, value => value) : [.. tensor.Int32Data.Select(value => (Number)value)],
            ElementType.Bool => raw.Length > 0 ? Numbers<byte>(raw.Span, value => value) : [.. tensor.Int32Data.Select(value => (Number)value)],
            ElementType.Float32 => raw.Length > 0
                ? Numbers<float>(raw.Span, value => Number.Of(value))
                : [.. tensor.FloatData.Select(value => Number.Of(value))],
            ElementType.Float64 => raw.Length > 0 ? Numbers<double>(raw.Span, Number.Of) : [.. tensor.DoubleData.Select(Number.Of)],
            _ => null,
        };
        return values?.Length == TensorData.Elements(tensor) ? values : null;
    }

    /// <summary>Empty where the values are in the typed fields; null where they are out of reach.</summary>
    private ReadOnlyMemory<byte>? RawBytes(TensorProto tensor)
    {
        if (!tensor.HasPayload) return tensor.RawData.Memory;
        if (tensor.Payload >= payloads.Count) return null;
        var payload = payloads[(int)tensor.Payload];
        if (payload.Field != StreamedPayload.RawData || payload.Length > TensorFact.MostValues * sizeof(double)) return null;
        var bytes = new byte[payload.Length];
        using var stream = payload.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static Number[] Numbers<T>(ReadOnlySpan<byte> raw, Func<T, Number> number)
        where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(raw);
        var numbers = new Number[values.Length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = number(values[i]);
        return numbers;
    }
}
