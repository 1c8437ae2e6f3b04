using System.Buffers.Binary;

namespace EdgeNotebooks.Onnx.Storage;

/// <summary>Reads wire format from a source through a small window; what is skipped is not read.</summary>
internal sealed class WireReader(ByteSource source)
{
    private readonly byte[] window = new byte[(int)Math.Min(source.Length, 1 << 15)];
    private long windowStart;
    private int windowLength;

    public long Position { get; private set; }

    public ByteSource Source => source;

    /// <summary>Reads a varint that must end before <paramref name="end"/>.</summary>
    public ulong ReadVarint(long end)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = ReadByte(end);
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw Malformed("an integer of more than 10 bytes");
    }

    /// <summary>Reads a length and checks that so many bytes are left before <paramref name="end"/>.</summary>
    public long ReadLength(long end)
    {
        var at = Position;
        var length = ReadVarint(end);
        if (length > (ulong)(end - Position))
            throw new InvalidModelException(source.Name, $"byte {at} announces {length} bytes, but {end - Position} follow; the file is truncated or no ONNX model");
        return (long)length;
    }

    public uint ReadFixed32(long end) => BinaryPrimitives.ReadUInt32LittleEndian(Take(4, end));

    public ulong ReadFixed64(long end) => BinaryPrimitives.ReadUInt64LittleEndian(Take(8, end));

    /// <summary>Moves on without reading.</summary>
    public void Skip(long length) => Position += length;

    /// <summary>Copies <paramref name="length"/> bytes, known to be there.</summary>
    public void CopyTo(SkeletonBuffer target, long length)
    {
        while (length > 0)
        {
            Fill();
            var inWindow = (int)(Position - windowStart);
            var count = (int)Math.Min(length, windowLength - inWindow);
            window.AsSpan(inWindow, count).CopyTo(target.Reserve(count));
            target.Advance(count);
            Position += count;
            length -= count;
        }
    }

    public InvalidModelException Malformed(string found) =>
        new(source.Name, $"byte {Position} holds {found}; this is no ONNX model, or a damaged one");

    private byte ReadByte(long end)
    {
        if (Position >= end) throw Malformed("the end of a message in the middle of a field");
        Fill();
        return window[(int)(Position++ - windowStart)];
    }

    private ReadOnlySpan<byte> Take(int count, long end)
    {
        if (end - Position < count) throw Malformed("the end of a message in the middle of a field");
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) bytes[i] = ReadByte(end);
        return bytes;
    }

    private void Fill()
    {
        if (Position >= windowStart && Position < windowStart + windowLength) return;
        windowStart = Position;
        windowLength = (int)Math.Min(window.Length, source.Length - Position);
        source.Read(windowStart, window.AsSpan(0, windowLength));
    }
}
