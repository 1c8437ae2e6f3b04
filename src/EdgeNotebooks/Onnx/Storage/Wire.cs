namespace EdgeNotebooks.Onnx.Storage;

/// <summary>Protobuf's wire format: variable-length integers and tags.</summary>
internal static class Wire
{
    public const int Varint = 0;
    public const int Fixed64 = 1;
    public const int LengthDelimited = 2;
    public const int Fixed32 = 5;

    public static int FieldOf(ulong tag) => (int)(tag >> 3);

    public static int TypeOf(ulong tag) => (int)(tag & 7);

    public static ulong Tag(int field, int type) => (ulong)(uint)field << 3 | (uint)type;

    public static int VarintSize(ulong value)
    {
        var size = 1;
        while ((value >>= 7) != 0) size++;
        return size;
    }

    public static int WriteVarint(Span<byte> destination, ulong value)
    {
        var i = 0;
        for (; value >= 0x80; value >>= 7) destination[i++] = (byte)(value | 0x80);
        destination[i++] = (byte)value;
        return i;
    }

    /// <summary>Reads from a block that is known to be well-formed.</summary>
    public static ulong ReadVarint(ReadOnlySpan<byte> bytes, ref int position)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
    }
}
