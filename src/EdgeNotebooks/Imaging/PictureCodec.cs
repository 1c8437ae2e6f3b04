using System.Runtime.InteropServices;
using SkiaSharp;

namespace EdgeNotebooks.Imaging;

/// <summary>
/// Decodes PNG and JPEG files and encodes PNG. The only file that knows the imaging package (SkiaSharp), so that another could take
/// its place.
/// </summary>
/// <remarks>
/// Pixels equal those of Pillow's <c>Image.open(file).convert("RGB")</c>: grey is repeated, palette colours are looked up, alpha is
/// dropped (not blended), CMYK of JPEG files is converted by the same plain formula, of 16-bit colour the upper byte is kept, and
/// embedded colour profiles are not applied. One difference on purpose: Pillow saturates 16-bit grey to white; here it is refused.
/// </remarks>
public static class PictureCodec
{
    /// <summary>Far above any camera; a file of a few bytes can claim more than the memory holds.</summary>
    private const long MostPixels = 250_000_000;

    /// <summary>Decodes a PNG or JPEG file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="orientation">Whether EXIF rotation is applied; as in the study it is not.</param>
    /// <exception cref="UnreadablePictureException">The file is missing, not readable, no picture, cut off or damaged, or 16-bit grey.</exception>
    public static Picture Load(string path, PictureOrientation orientation = PictureOrientation.AsStored) =>
        Decode(PictureFile.ReadAll(path), path, orientation);

    /// <summary>Decodes the bytes of a PNG or JPEG file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">How errors name the picture.</param>
    /// <param name="orientation">Whether EXIF rotation is applied; as in the study it is not.</param>
    /// <exception cref="UnreadablePictureException">The bytes are no picture, cut off or damaged, or 16-bit grey.</exception>
    public static Picture Decode(byte[] bytes, string name = "picture", PictureOrientation orientation = PictureOrientation.AsStored)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var header = PictureHeader.Read(bytes, name);
        if (header is { Format: PictureFormat.Png, BitsPerSample: 16, Samples: < 3 })
            throw new UnreadablePictureException(name, "the picture is 16-bit grey, whose white level is unknown; convert it to 8 bits per sample");
        if ((long)header.Width * header.Height > MostPixels)
            throw new UnreadablePictureException(name, $"the picture has {header.Width}x{header.Height} pixels; at most {MostPixels} are decoded");
        using var stream = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(stream) ?? throw new UnreadablePictureException(name, $"the {header.Format} file is damaged; get the file anew");
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
        var pixels = new byte[info.BytesSize64];
        var result = Pixels(codec, info, pixels);
        if (result != SKCodecResult.Success)
            throw new UnreadablePictureException(name, result == SKCodecResult.IncompleteInput
                ? "the file ends before its last row; get the file anew"
                : $"the {header.Format} file is damaged ({result}); get the file anew");
        var picture = new Picture(info.Width, info.Height, WithoutAlpha(pixels));
        return orientation == PictureOrientation.Upright ? Turned.Upright(picture, (int)codec.EncodedOrigin) : picture;
    }

    /// <summary>Decodes a PNG file whose grey values are class numbers.</summary>
    /// <param name="path">An 8-bit grey PNG file without palette.</param>
    /// <exception cref="UnreadablePictureException">The file is missing, damaged, or of another kind: colours and JPEG's losses cannot be class numbers.</exception>
    public static LabelMap LoadLabels(string path)
    {
        var bytes = PictureFile.ReadAll(path);
        var header = PictureHeader.Read(bytes, path);
        if (header is not { Format: PictureFormat.Png, BitsPerSample: 8, Samples: 1, HasPalette: false })
            throw new UnreadablePictureException(path, $"class numbers are read from 8-bit grey PNG files; this is {header.Words}");
        var picture = Decode(bytes, path);
        var classes = new byte[picture.Width * picture.Height];
        for (var i = 0; i < classes.Length; i++) classes[i] = picture.Rgb.Span[3 * i];
        return new(picture.Width, picture.Height, classes);
    }

    /// <summary>The picture as a PNG file's bytes, without loss.</summary>
    public static byte[] ToPng(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        using var bitmap = new SKBitmap(new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var target = MemoryMarshal.AsBytes(bitmap.GetPixelSpan());
        var source = picture.Rgb.Span;
        for (int from = 0, to = 0; from < source.Length; from += 3, to += 4)
        {
            source.Slice(from, 3).CopyTo(target[to..]);
            target[to + 3] = byte.MaxValue;
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static unsafe SKCodecResult Pixels(SKCodec codec, SKImageInfo info, byte[] pixels)
    {
        fixed (byte* first = pixels) return codec.GetPixels(info, (nint)first);
    }

    private static byte[] WithoutAlpha(byte[] rgba)
    {
        var rgb = new byte[rgba.Length / 4 * 3];
        for (int from = 0, to = 0; to < rgb.Length; from += 4, to += 3)
            (rgb[to], rgb[to + 1], rgb[to + 2]) = (rgba[from], rgba[from + 1], rgba[from + 2]);
        return rgb;
    }
}
