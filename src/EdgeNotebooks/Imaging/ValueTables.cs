namespace EdgeNotebooks.Imaging;

/// <summary>The 256 values that the bytes of a channel can become: computed once, looked up per pixel.</summary>
internal static class ValueTables
{
    public static float[][] Of(Preprocessing settings, Picture window)
    {
        var mean = settings.Mean ?? OwnMean(window, settings.Range);
        return [.. Enumerable.Range(0, 3).Select(channel => Table(settings.Range, mean[channel], settings.Deviation[channel]))];
    }

    /// <summary>Writes one channel with <paramref name="step"/> values from pixel to pixel and <paramref name="width"/> pixels from row to row.</summary>
    public static void Write(Picture window, int channel, float[] table, Span<float> target, int step, int width)
    {
        var rgb = window.Rgb.Span;
        for (var y = 0; y < window.Height; y++)
        {
            var row = rgb.Slice(3 * window.Width * y, 3 * window.Width);
            var to = y * width * step;
            for (var x = channel; x < row.Length; x += 3, to += step) target[to] = table[row[x]];
        }
    }

    /// <summary>Mean per channel in double precision, then rounded to float32, as OpenCV's <c>mean</c> and a float32 subtraction do.</summary>
    private static ChannelValues OwnMean(Picture window, ValueRange range)
    {
        Span<long> sums = stackalloc long[3];
        var rgb = window.Rgb.Span;
        for (var i = 0; i < rgb.Length; i += 3)
        {
            sums[0] += rgb[i];
            sums[1] += rgb[i + 1];
            sums[2] += rgb[i + 2];
        }

        var unit = (range == ValueRange.ZeroToOne ? 255.0 : 1.0) * window.Width * window.Height;
        return new((float)(sums[0] / unit), (float)(sums[1] / unit), (float)(sums[2] / unit));
    }

    private static float[] Table(ValueRange range, float mean, float deviation)
    {
        var table = new float[256];
        for (var value = 0; value < table.Length; value++)
            table[value] = ((range == ValueRange.ZeroToOne ? value / 255f : value) - mean) / deviation;
        return table;
    }
}
