using System.Buffers;
using System.Buffers.Binary;

namespace EdgeNotebooks.Onnx.Storage;

/// <summary>A growing block of protobuf wire format.</summary>
internal sealed class SkeletonBuffer
{
    /// <summary>A length prefix padded to this many bytes, so that it can be filled in when the message is complete.</summary>
    private const int LengthBytes = 5;

    private readonly ArrayBufferWriter<byte> buffer = new(1 << 14);
    private readonly List<(int Position, int Length)> lengths = [];

    public int Length => buffer.WrittenCount;

    public Span<byte> Reserve(int count) => buffer.GetSpan(count)[..count];

    public void Advance(int count) => buffer.Advance(count);

    public void Varint(ulong value)
    {
        var span = buffer.GetSpan(10);
        buffer.Advance(Wire.WriteVarint(span, value));
    }

    public void Fixed32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.GetSpan(4), value);
        buffer.Advance(4);
    }

    public void Fixed64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
    }

    /// <summary>Leaves room for a length prefix; pass the result to <see cref="Close"/>.</summary>
    public int Open()
    {
        buffer.GetSpan(LengthBytes);
        buffer.Advance(LengthBytes);
        return buffer.WrittenCount;
    }

    public void Close(int start) => lengths.Add((start - LengthBytes, buffer.WrittenCount - start));

    /// <summary>The finished block.</summary>
    public byte[] ToArray()
    {
        var bytes = buffer.WrittenSpan.ToArray();
        foreach (var (position, length) in lengths)
        {
            for (var i = 0; i < LengthBytes; i++)
            {
                var more = i < LengthBytes - 1 ? 0x80 : 0;
                bytes[position + i] = (byte)(length >> (7 * i) & 0x7F | more);
            }
        }

        return bytes;
    }
}
