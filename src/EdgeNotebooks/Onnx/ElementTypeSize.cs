namespace EdgeNotebooks.Onnx;

/// <summary>Sizes and names of element types.</summary>
public static class ElementTypeSize
{
    /// <summary>Bits per element as stored; null for text and for what this library does not know.</summary>
    public static int? Bits(this ElementType type) => type switch
    {
        ElementType.UInt4 or ElementType.Int4 or ElementType.Float4E2M1 => 4,
        ElementType.UInt8 or ElementType.Int8 or ElementType.Bool or ElementType.Float8E4M3FN or ElementType.Float8E4M3FNUZ
            or ElementType.Float8E5M2 or ElementType.Float8E5M2FNUZ or ElementType.Float8E8M0 => 8,
        ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => 16,
        ElementType.Float32 or ElementType.Int32 or ElementType.UInt32 => 32,
        ElementType.Float64 or ElementType.Int64 or ElementType.UInt64 or ElementType.Complex64 => 64,
        ElementType.Complex128 => 128,
        _ => null,
    };

    /// <summary>Bytes that <paramref name="count"/> elements take; null where the element has no fixed size or the sum overflows.</summary>
    public static long? BytesOf(this ElementType type, long count) =>
        type.Bits() is { } bits && count <= (long.MaxValue - 7) / bits ? (count * bits + 7) / 8 : null;

    /// <summary>The name in messages and tables: <c>float32</c>, <c>int64</c>.</summary>
    public static string Label(this ElementType type) => Enum.IsDefined(type)
        ? type.ToString().ToLowerInvariant()
        : $"type {(int)type}";
}
