using System.Runtime.InteropServices;
using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx.Storage;

/// <summary>What a TensorProto says about its values.</summary>
internal static class TensorData
{
    /// <summary>So many that their bits, at most 128 each, can still be counted in 64 bits; no file is as large.</summary>
    private const long MostElements = long.MaxValue / 128;

    /// <summary>Number of elements by the declared axes; null where an axis is negative or the product overflows.</summary>
    public static long? Elements(TensorProto tensor) =>
        tensor.Dims.Any(dim => dim < 0) ? null : new TensorShape(tensor.Dims.Select(dim => (Dim)dim)).Elements;

    /// <summary>Bytes of raw_data by type and axes; null where they are not fixed.</summary>
    public static long? ExpectedBytes(TensorProto tensor) =>
        Elements(tensor) is { } count ? ((ElementType)tensor.DataType).BytesOf(count) : null;

    /// <summary>Checks that the values that are there fit the declared type and axes, without reading them.</summary>
    /// <exception cref="InvalidModelException">They do not.</exception>
    public static void Check(TensorProto tensor, IReadOnlyList<Payload> payloads, string model)
    {
        InvalidModelException Failure(string reason) => new(model, $"tensor '{tensor.Name}' {reason}");

        if (Elements(tensor) is not (>= 0 and <= MostElements and var elements)) throw Failure($"declares the impossible shape [{string.Join(", ", tensor.Dims)}]");
        var typed = tensor.FloatData.Count + tensor.Int32Data.Count + tensor.Int64Data.Count + tensor.DoubleData.Count
            + tensor.Uint64Data.Count + tensor.StringData.Count;
        if (tensor.HasPayload)
        {
            if (typed > 0 || tensor.RawData.Length > 0) throw Failure("has its values in several pieces");
            var payload = payloads[(int)tensor.Payload];
            Int128? expected = payload.Field switch
            {
                StreamedPayload.RawData => ExpectedBytes(tensor),
                4 => TypedCount(tensor, elements) * sizeof(float),
                10 => TypedCount(tensor, elements) * sizeof(double),
                _ => null,
            };
            if (expected is { } bytes && payload.Length != bytes) throw Failure($"needs {bytes} bytes for its type and shape, but has {payload.Length}");
        }
        else if (tensor.RawData.Length > 0)
        {
            if (typed > 0) throw Failure("has its values in several pieces");
            if (ExpectedBytes(tensor) is { } bytes && tensor.RawData.Length != bytes)
                throw Failure($"needs {bytes} bytes for its type and shape, but has {tensor.RawData.Length}");
        }
        else if (typed != TypedCount(tensor, elements) && ((ElementType)tensor.DataType).Bits() is null or >= 8)
        {
            throw Failure($"declares {elements} elements, but has {typed}");
        }
    }

    /// <summary>The values as integers, for shape arithmetic; null if they are no integers or too many to have been parsed.</summary>
    public static long[]? Integers(TensorProto tensor)
    {
        if (tensor.HasPayload || ExternalData.Is(tensor)) return null;
        return (ElementType)tensor.DataType switch
        {
            ElementType.Int64 => tensor.RawData.Length > 0
                ? MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray()
                : [.. tensor.Int64Data],
            ElementType.Int32 => tensor.RawData.Length > 0
                ? [.. MemoryMarshal.Cast<byte, int>(tensor.RawData.Span)]
                : [.. tensor.Int32Data],
            ElementType.Bool => tensor.RawData.Length > 0
                ? [.. tensor.RawData.Span]
                : [.. tensor.Int32Data],
            _ => null,
        };
    }

    /// <summary>Complex numbers take two entries of the typed fields.</summary>
    private static Int128 TypedCount(TensorProto tensor, long elements) =>
        (ElementType)tensor.DataType is ElementType.Complex64 or ElementType.Complex128 ? (Int128)elements * 2 : elements;
}
