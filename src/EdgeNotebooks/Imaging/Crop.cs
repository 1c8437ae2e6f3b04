namespace EdgeNotebooks.Imaging;

/// <summary>Cuts windows out of pictures. The picture given stays as it is.</summary>
public static class Crop
{
    /// <summary>The window whose upper left corner is at (<paramref name="left"/>, <paramref name="top"/>); what lies outside the picture is filled.</summary>
    /// <param name="picture">The whole picture.</param>
    /// <param name="left">Column of the picture where the window begins; may be negative.</param>
    /// <param name="top">Row of the picture where the window begins; may be negative.</param>
    /// <param name="width">Width of the window in pixels, at least 1.</param>
    /// <param name="height">Height of the window in pixels, at least 1.</param>
    /// <param name="fill">Colour of the pixels outside; black by default.</param>
    public static Picture Window(Picture picture, int left, int top, int width, int height, (byte R, byte G, byte B) fill = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var target = new byte[3 * width * height];
        if (fill != default)
            for (var i = 0; i < target.Length; i += 3) (target[i], target[i + 1], target[i + 2]) = fill;
        var (fromX, toX) = (Math.Max(left, 0), Math.Min(left + width, picture.Width));
        for (var y = Math.Max(top, 0); y < Math.Min(top + height, picture.Height) && fromX < toX; y++)
            picture.Rgb.Span.Slice(3 * (y * picture.Width + fromX), 3 * (toX - fromX)).CopyTo(target.AsSpan(3 * ((y - top) * width + fromX - left)));
        return new(width, height, target);
    }

    /// <summary>
    /// The middle of the picture. An odd remainder is halved as torchvision's <c>CenterCrop</c> does: to the nearest, ties to even.
    /// </summary>
    /// <exception cref="ArgumentException">The window is larger than the picture.</exception>
    public static Picture Centre(Picture picture, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (width > picture.Width || height > picture.Height)
            throw new ArgumentException($"a {width}x{height} window does not fit into {picture}; resize it first", nameof(width));
        return Window(picture, (int)Math.Round((picture.Width - width) / 2.0), (int)Math.Round((picture.Height - height) / 2.0), width, height);
    }
}
