using System.Runtime.InteropServices;
using SkiaSharp;

namespace EdgeNotebooks.Imaging;

/// <summary>
/// Encodes pictures. The only file that knows the imaging package (SkiaSharp), so that another could take its place.
/// </summary>
public static class PictureCodec
{
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
}
