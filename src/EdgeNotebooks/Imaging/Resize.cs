namespace EdgeNotebooks.Imaging;

/// <summary>Gives pictures another size. The picture given stays as it is.</summary>
public static class Resize
{
    /// <summary>The picture at <paramref name="width"/> x <paramref name="height"/> pixels; the aspect ratio is not kept.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Width or height is below 1.</exception>
    public static Picture To(Picture picture, int width, int height, Resampling resampling = Resampling.Bilinear)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if ((width, height) == (picture.Width, picture.Height)) return picture;
        return resampling switch
        {
            Resampling.Bilinear => TrianglePasses.Resize(picture, width, height),
            Resampling.BilinearFourPixels => FourPixels.Resize(picture, width, height),
            Resampling.Nearest => Nearest(picture, width, height),
            _ => throw new ArgumentOutOfRangeException(nameof(resampling), resampling, "there is no such resampling"),
        };
    }

    /// <summary>
    /// The picture with its shorter side at <paramref name="side"/> pixels and its aspect ratio kept; the longer side is rounded
    /// down, as torchvision's <c>Resize(side)</c> does.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The side is below 1.</exception>
    public static Picture ShortSideTo(Picture picture, int side, Resampling resampling = Resampling.Bilinear)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var @long = (int)((long)side * Math.Max(picture.Width, picture.Height) / Math.Min(picture.Width, picture.Height));
        return picture.Width <= picture.Height ? To(picture, side, @long, resampling) : To(picture, @long, side, resampling);
    }

    /// <summary>For each target place the source place under its centre, summed up step by step as Pillow 9.4 does (ImagingScaleAffine).</summary>
    internal static int[] NearestPlaces(int source, int target)
    {
        var places = new int[target];
        var step = (double)source / target;
        var at = step * 0.5;
        for (var i = 0; i < target; i++, at += step) places[i] = Math.Min((int)at, source - 1);
        return places;
    }

    private static Picture Nearest(Picture picture, int width, int height)
    {
        var (columns, rows) = (NearestPlaces(picture.Width, width), NearestPlaces(picture.Height, height));
        var target = new byte[3 * width * height];
        for (var y = 0; y < height; y++)
        {
            var row = picture.Rgb.Span.Slice(3 * picture.Width * rows[y], 3 * picture.Width);
            for (var x = 0; x < width; x++) row.Slice(3 * columns[x], 3).CopyTo(target.AsSpan(3 * (y * width + x)));
        }

        return new(width, height, target);
    }
}
