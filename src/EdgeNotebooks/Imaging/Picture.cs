using System.Globalization;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.Imaging;

/// <summary>A colour picture in memory: 8 bits per channel, RGB interleaved, rows from top to bottom without padding.</summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Png, DisplayFormatterSource.Html])]
public sealed class Picture : IDisplay
{
    private readonly byte[] _rgb;

    /// <summary>Wraps <paramref name="rgb"/> without a copy; the caller gives the array away.</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="rgb">Exactly 3 * width * height bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">Width or height is below 1.</exception>
    /// <exception cref="ArgumentException">The array has another length.</exception>
    public Picture(int width, int height, byte[] rgb)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(rgb);
        if (rgb.Length != 3L * width * height)
            throw new ArgumentException($"a {width}x{height} RGB picture has {3L * width * height} bytes, not {rgb.Length}", nameof(rgb));
        (Width, Height, _rgb) = (width, height, rgb);
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>R, G, B of the pixel at column x and row y begin at 3 * (y * Width + x).</summary>
    public ReadOnlyMemory<byte> Rgb => _rgb;

    /// <summary>The pixel at column <paramref name="x"/> (from the left) and row <paramref name="y"/> (from the top).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The pixel lies outside.</exception>
    public (byte R, byte G, byte B) this[int x, int y]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(x);
            ArgumentOutOfRangeException.ThrowIfNegative(y);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(x, Width);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Height);
            var at = 3 * (y * Width + x);
            return (_rgb[at], _rgb[at + 1], _rgb[at + 2]);
        }
    }

    /// <inheritdoc/>
    public string Render(string mimeType) =>
        mimeType == DisplayFormatterSource.Png ? Convert.ToBase64String(PictureCodec.ToPng(this)) : ToImg(scale: 2);

    /// <summary>An HTML image that holds the picture, magnified without smoothing.</summary>
    internal string ToImg(double scale) => string.Create(CultureInfo.InvariantCulture,
        $"<img alt=\"{ToString()}\" width=\"{Width * scale:0}\" height=\"{Height * scale:0}\" style=\"image-rendering:pixelated\" src=\"data:image/png;base64,{Convert.ToBase64String(PictureCodec.ToPng(this))}\">");

    /// <inheritdoc/>
    public override string ToString() => $"picture {Width}x{Height} RGB";
}
