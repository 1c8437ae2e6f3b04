namespace EdgeNotebooks.Imaging;

/// <summary>OpenCV's INTER_LINEAR for 8-bit pictures: weights of 11 fraction bits, two passes without rounding between.</summary>
/// <remarks>
/// Source: OpenCV 4, <c>modules/imgproc/src/resize.cpp</c> (HResizeLinear, VResizeLinear for uchar). Where both sides shrink to exactly
/// half, OpenCV takes the mean of four pixels instead, which is what the weights 1/2 and 1/2 give but for rounding.
/// </remarks>
internal static class FourPixels
{
    private const int One = 1 << 11;

    public static Picture Resize(Picture picture, int width, int height)
    {
        var (columns, rows) = (Places(picture.Width, width), Places(picture.Height, height));
        var target = new byte[3 * width * height];
        var (upper, lower) = (new int[3 * width], new int[3 * width]);
        var (inUpper, inLower) = (-1, -1);
        for (var y = 0; y < height; y++)
        {
            var (first, second, weight) = rows[y];
            if (first == inLower) (upper, lower, inUpper, inLower) = (lower, upper, inLower, inUpper);
            if (first != inUpper) Row(picture, inUpper = first, columns, upper);
            if (second != inLower) Row(picture, inLower = second, columns, lower);
            var row = target.AsSpan(3 * width * y, 3 * width);
            for (var x = 0; x < row.Length; x++)
                row[x] = (byte)(((((One - weight) * (upper[x] >> 4)) >> 16) + ((weight * (lower[x] >> 4)) >> 16) + 2) >> 2);
        }

        return new(width, height, target);
    }

    private static void Row(Picture picture, int y, (int First, int Second, int Weight)[] columns, int[] target)
    {
        var source = picture.Rgb.Span.Slice(3 * picture.Width * y, 3 * picture.Width);
        for (var x = 0; x < columns.Length; x++)
        {
            var (first, second, weight) = columns[x];
            for (var channel = 0; channel < 3; channel++)
                target[3 * x + channel] = source[3 * first + channel] * (One - weight) + source[3 * second + channel] * weight;
        }
    }

    /// <summary>Both neighbours of each target place and the second one's weight; beyond the edge the edge counts alone.</summary>
    private static (int First, int Second, int Weight)[] Places(int source, int target)
    {
        var places = new (int, int, int)[target];
        var scale = (double)source / target;
        for (var at = 0; at < target; at++)
        {
            var exact = (float)((at + 0.5) * scale - 0.5);
            var first = (int)MathF.Floor(exact);
            var weight = (int)MathF.Round((exact - first) * One);
            places[at] = first < 0 ? (0, 0, 0) : first >= source - 1 ? (source - 1, source - 1, 0) : (first, first + 1, weight);
        }

        return places;
    }
}
