namespace EdgeNotebooks.Metrics;

/// <summary>From scores at one resolution to classes at another.</summary>
public static class ResizedClasses
{
    /// <summary>
    /// Each plane of scores is resized bilinearly (the four nearest values, edges repeated, as OpenCV's <c>INTER_LINEAR</c>), then the class
    /// with the highest score is taken at each pixel; ties go to the lower class number.
    /// </summary>
    /// <param name="scores">float32 [classes, height, width].</param>
    /// <param name="width">Width of a plane.</param>
    /// <param name="height">Height of a plane.</param>
    /// <param name="toWidth">Width of the result.</param>
    /// <param name="toHeight">Height of the result.</param>
    /// <returns>toWidth * toHeight class numbers, row by row. No resized plane is held in memory.</returns>
    /// <exception cref="ArgumentException">The scores are not 1 to 255 planes of that size.</exception>
    public static byte[] Of(ReadOnlySpan<float> scores, int width, int height, int toWidth, int toHeight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(toWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(toHeight, 1);
        if ((width, height) == (toWidth, toHeight)) return PixelClasses.Of(scores, width * height);
        var pixels = width * height;
        if (pixels < 1 || scores.Length % pixels != 0 || scores.Length / pixels is < 1 or > 255)
            throw new ArgumentException($"{scores.Length} scores are not 1 to 255 planes of {width}x{height} pixels", nameof(scores));
        var columns = Places(width, toWidth);
        var (classes, result) = (scores.Length / pixels, new byte[toWidth * toHeight]);
        var (blend, best) = (new float[width], new float[toWidth]);
        for (var y = 0; y < toHeight; y++)
        {
            var (above, below, weight) = PlaceOf(y, height, (double)height / toHeight);
            Array.Fill(best, float.NegativeInfinity);
            var row = result.AsSpan(y * toWidth, toWidth);
            for (var one = 0; one < classes; one++)
            {
                var upper = scores.Slice(one * pixels + above * width, width);
                var lower = scores.Slice(one * pixels + below * width, width);
                for (var x = 0; x < blend.Length; x++) blend[x] = upper[x] + (lower[x] - upper[x]) * weight;
                for (var x = 0; x < best.Length; x++)
                {
                    var (left, right, share) = columns[x];
                    var score = blend[left] + (blend[right] - blend[left]) * share;
                    if (score > best[x]) (best[x], row[x]) = (score, (byte)one);
                }
            }
        }

        return result;
    }

    private static (int First, int Second, float Weight)[] Places(int source, int target)
    {
        var places = new (int, int, float)[target];
        for (var i = 0; i < target; i++) places[i] = PlaceOf(i, source, (double)source / target);
        return places;
    }

    private static (int First, int Second, float Weight) PlaceOf(int at, int source, double scale)
    {
        var exact = (at + 0.5) * scale - 0.5;
        var first = (int)Math.Floor(exact);
        return first < 0 ? (0, 0, 0) : first >= source - 1 ? (source - 1, source - 1, 0) : (first, first + 1, (float)(exact - first));
    }
}
