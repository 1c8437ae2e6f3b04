namespace EdgeNotebooks.Imaging;

/// <summary>Applies the eight EXIF orientations.</summary>
/// <remarks>Source: EXIF 2.32, tag 0x0112: 1 as stored, 2 mirrored, 3 half a turn, 4 upside down mirrored, 5 to 8 rows and columns exchanged.</remarks>
internal static class Turned
{
    public static Picture Upright(Picture picture, int orientation)
    {
        if (orientation is < 2 or > 8) return picture;
        var (width, height) = orientation > 4 ? (picture.Height, picture.Width) : (picture.Width, picture.Height);
        var source = picture.Rgb.Span;
        var target = new byte[source.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (fromX, fromY) = orientation switch
                {
                    2 => (picture.Width - 1 - x, y),
                    3 => (picture.Width - 1 - x, picture.Height - 1 - y),
                    4 => (x, picture.Height - 1 - y),
                    5 => (y, x),
                    6 => (y, picture.Height - 1 - x),
                    7 => (picture.Width - 1 - y, picture.Height - 1 - x),
                    _ => (picture.Width - 1 - y, x),
                };
                source.Slice(3 * (fromY * picture.Width + fromX), 3).CopyTo(target.AsSpan(3 * (y * width + x)));
            }
        }

        return new(width, height, target);
    }
}
