using System.Buffers.Binary;

namespace EdgeNotebooks.Imaging;

/// <summary>What the first bytes of a PNG or JPEG file say of its samples; no pixel is decoded.</summary>
/// <param name="Format">The file format.</param>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="BitsPerSample">1 to 16.</param>
/// <param name="Samples">Per pixel: 1 grey or palette, 2 grey with alpha, 3 colour, 4 colour with alpha (PNG) or CMYK (JPEG).</param>
/// <param name="HasPalette">Samples are numbers of palette colours.</param>
/// <remarks>Source: PNG specification 1.2, section 4.1.1; JPEG: ITU-T T.81, sections B.1.1 and B.2.2.</remarks>
internal readonly record struct PictureHeader(PictureFormat Format, int Width, int Height, int BitsPerSample, int Samples, bool HasPalette)
{
    /// <summary>Such as <c>a Png file of 8 bits and 3 samples per pixel</c>.</summary>
    public string Words => $"a {Format} file of {BitsPerSample} bits and {Samples} {(Samples == 1 ? "sample" : "samples")} per pixel{(HasPalette ? " with a palette" : "")}";

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads the header; <paramref name="file"/> names the bytes in errors.</summary>
    /// <exception cref="UnreadablePictureException">The bytes are neither PNG nor JPEG, end too early, or have no pixels.</exception>
    public static PictureHeader Read(ReadOnlySpan<byte> bytes, string file)
    {
        if (bytes.IsEmpty) throw new UnreadablePictureException(file, "the file is empty; a PNG or JPEG picture was expected");
        var header = bytes.StartsWith(PngSignature) ? Png(bytes, file)
            : bytes.Length > 2 && bytes[0] == 0xFF && bytes[1] == 0xD8 ? Jpeg(bytes, file)
            : throw new UnreadablePictureException(file, $"{Kind(bytes)}; a PNG or JPEG picture was expected");
        return header is { Width: > 0, Height: > 0 } ? header
            : throw new UnreadablePictureException(file, $"the picture is {header.Width}x{header.Height} pixels; both sides must be at least 1");
    }

    private static PictureHeader Png(ReadOnlySpan<byte> bytes, string file)
    {
        if (bytes.Length < 29 || !bytes[12..16].SequenceEqual("IHDR"u8)) throw Cut(file);
        var type = bytes[25];
        var samples = type switch
        {
            0 or 3 => 1,
            4 => 2,
            2 => 3,
            6 => 4,
            _ => throw new UnreadablePictureException(file, $"PNG colour type {type} does not exist; the file is damaged"),
        };
        return new(PictureFormat.Png, BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]),
            bytes[24], samples, type == 3);
    }

    private static PictureHeader Jpeg(ReadOnlySpan<byte> bytes, string file)
    {
        for (var at = 2; at + 4 <= bytes.Length;)
        {
            if (bytes[at] != 0xFF) throw new UnreadablePictureException(file, $"no JPEG marker at byte {at}; the file is damaged");
            var marker = bytes[at + 1];
            if (marker == 0xFF) { at++; continue; }
            // Frame headers are C0 to CF, save the Huffman table (C4), the reserved C8 and the arithmetic table (CC).
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                if (at + 10 > bytes.Length) break;
                return new(PictureFormat.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]), bytes[at + 4], bytes[at + 9], HasPalette: false);
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        throw Cut(file);
    }

    private static UnreadablePictureException Cut(string file) => new(file, "the file ends within its header; get the file anew");

    private static string Kind(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [(byte)'G', (byte)'I', (byte)'F', ..] => "this is a GIF file",
        [(byte)'B', (byte)'M', ..] => "this is a BMP file",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "this is a WebP file",
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => "this is a TIFF file",
        _ => $"this is no picture (it begins with the bytes {Convert.ToHexString(bytes[..Math.Min(4, bytes.Length)])})",
    };
}

/// <summary>File formats that are read.</summary>
internal enum PictureFormat
{
    Png,
    Jpeg,
}
