using System.Buffers.Binary;
using System.IO.Compression;

namespace EdgeNotebooks.Imaging;

/// <summary>Writes class numbers as a PNG file of 8-bit palette numbers: a third of the bytes to compress, and the numbers can be read back.</summary>
/// <remarks>Source: PNG specification (third edition), sections 5 and 11. Rows are not filtered, which suits palette numbers (section 12.8).</remarks>
public static class PalettePng
{
    private static readonly uint[] s_table = [.. Enumerable.Range(0, 256).Select(Remainder)];

    /// <summary>The file's bytes.</summary>
    public static byte[] Encode(LabelMap map, ClassColours colours)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(colours);
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, map.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], map.Height);
        (header[8], header[9]) = (8, 3);
        Chunk(file, "IHDR"u8, header);
        var palette = new byte[3 * 256];
        for (var one = 0; one < 256; one++) (palette[3 * one], palette[3 * one + 1], palette[3 * one + 2]) = colours[one];
        Chunk(file, "PLTE"u8, palette);
        Chunk(file, "IDAT"u8, Rows(map));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static ReadOnlySpan<byte> Rows(LabelMap map)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < map.Height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(map.Classes.Span.Slice(y * map.Width, map.Width));
            }
        }

        return packed.GetBuffer().AsSpan(0, (int)packed.Length);
    }

    private static void Chunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        file.Write(number);
    }

    private static uint Crc(uint state, ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes) state = s_table[(byte)(state ^ one)] ^ state >> 8;
        return state;
    }

    private static uint Remainder(int one)
    {
        var value = (uint)one;
        for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ value >> 1 : value >> 1;
        return value;
    }
}
