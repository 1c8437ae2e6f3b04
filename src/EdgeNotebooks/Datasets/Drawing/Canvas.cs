using EdgeNotebooks.Imaging;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Datasets.Drawing;

/// <summary>
/// A picture in the making: float RGB, painted from back to front with antialiased edges. All arithmetic is exactly rounded and
/// in a fixed order, so that the same calls give the same bytes on every platform.
/// </summary>
internal sealed class Canvas(int width, int height)
{
    private readonly float[] _values = new float[3 * width * height];
    private readonly float[] _scratch = new float[3 * width * height];

    public int Width => width;

    public int Height => height;

    /// <summary>Covers everything.</summary>
    public void Fill<TPaint>(in TPaint paint)
        where TPaint : struct, IPaint
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var colour = paint.At(x + 0.5f, y + 0.5f);
                var at = 3 * (y * width + x);
                (_values[at], _values[at + 1], _values[at + 2]) = (colour.R, colour.G, colour.B);
            }
        }
    }

    /// <summary>Paints a region that lies within <paramref name="reach"/> pixels of a centre; coverage follows the distance to its edge.</summary>
    public void Paint<TRegion, TPaint>(in TRegion region, in TPaint paint, float centreX, float centreY, float reach)
        where TRegion : struct, IRegion
        where TPaint : struct, IPaint
    {
        var (left, right) = Span(centreX, reach, width);
        var (top, bottom) = Span(centreY, reach, height);
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                var coverage = 0.5f - region.Distance(x + 0.5f, y + 0.5f);
                if (coverage <= 0) continue;
                var share = MathF.Min(coverage, 1);
                var colour = paint.At(x + 0.5f, y + 0.5f);
                var at = 3 * (y * width + x);
                _values[at] += (colour.R - _values[at]) * share;
                _values[at + 1] += (colour.G - _values[at + 1]) * share;
                _values[at + 2] += (colour.B - _values[at + 2]) * share;
            }
        }
    }

    /// <summary>Light that grows along a direction: each pixel times level * (1 + slope * position), position -1..1 across the picture.</summary>
    public void Light(Rotation direction, float level, float slope)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var position = (2f * x / width - 1) * direction.Cos + (2f * y / height - 1) * direction.Sin;
                var factor = level * (1 + slope * position);
                var at = 3 * (y * width + x);
                _values[at] *= factor;
                _values[at + 1] *= factor;
                _values[at + 2] *= factor;
            }
        }
    }

    /// <summary>One pass of the kernel (side, 1 - 2 side, side) along both axes; 0.25 is the binomial kernel, edges are repeated.</summary>
    public void Blur(float side)
    {
        Smooth(_values, _scratch, side, step: 3, length: width, lines: height, lineStep: 3 * width);
        Smooth(_scratch, _values, side, step: 3 * width, length: height, lines: width, lineStep: 3);
    }

    /// <summary>Sensor noise, independent per pixel and channel.</summary>
    public void AddNoise(ref SplitMix64 random, float deviation)
    {
        for (var i = 0; i < _values.Length; i++) _values[i] += deviation * random.Bell();
    }

    /// <summary>The picture in bytes, cut off at 0 and 1.</summary>
    public Picture ToPicture()
    {
        var bytes = new byte[_values.Length];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(Math.Clamp(_values[i], 0f, 1f) * 255f + 0.5f);
        return new Picture(width, height, bytes);
    }

    private static (int First, int End) Span(float centre, float reach, int size) =>
        (Math.Clamp((int)MathF.Floor(centre - reach - 1), 0, size), Math.Clamp((int)MathF.Ceiling(centre + reach + 1), 0, size));

    private static void Smooth(float[] from, float[] to, float side, int step, int length, int lines, int lineStep)
    {
        var middle = 1 - 2 * side;
        for (var line = 0; line < lines; line++)
        {
            for (var i = 0; i < length; i++)
            {
                var before = line * lineStep + Math.Max(i - 1, 0) * step;
                var here = line * lineStep + i * step;
                var after = line * lineStep + Math.Min(i + 1, length - 1) * step;
                for (var c = 0; c < 3; c++) to[here + c] = middle * from[here + c] + side * (from[before + c] + from[after + c]);
            }
        }
    }
}
