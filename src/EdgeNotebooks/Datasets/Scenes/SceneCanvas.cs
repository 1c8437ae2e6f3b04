using EdgeNotebooks.Datasets.Drawing;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Datasets.Scenes;

/// <summary>
/// A picture in the making with the class of each pixel. A pixel belongs to what covers its centre, painted last; light, blur and
/// noise come after and change no class.
/// </summary>
internal sealed class SceneCanvas(int size)
{
    private readonly Canvas _canvas = new(size, size);
    private readonly byte[] _classes = new byte[size * size];

    public int Size => size;

    /// <summary>Covers everything.</summary>
    public void Fill<TPaint>(in TPaint paint, SceneClass one)
        where TPaint : struct, IPaint
    {
        _canvas.Fill(paint);
        Array.Fill(_classes, (byte)one);
    }

    /// <summary>Paints a region that lies within <paramref name="reach"/> pixels of a centre.</summary>
    public void Paint<TRegion, TPaint>(in TRegion region, in TPaint paint, SceneClass one, float centreX, float centreY, float reach)
        where TRegion : struct, IRegion
        where TPaint : struct, IPaint
    {
        _canvas.Paint(region, paint, centreX, centreY, reach);
        var (left, right) = (First(centreX, reach), End(centreX, reach));
        var (top, bottom) = (First(centreY, reach), End(centreY, reach));
        for (var y = top; y < bottom; y++)
            for (var x = left; x < right; x++)
                if (region.Distance(x + 0.5f, y + 0.5f) <= 0) _classes[y * size + x] = (byte)one;
    }

    /// <summary>Light from one side, a soft lens and sensor noise: the last strokes.</summary>
    public void Finish(ref SplitMix64 random)
    {
        _canvas.Light(Rotation.ByTurns(random.Uniform()), random.Uniform(0.6f, 1.15f), random.Uniform(0, 0.4f));
        for (var passes = random.Below(3); passes > 0; passes--) _canvas.Blur(random.Uniform(0.08f, 0.25f));
        _canvas.AddNoise(ref random, random.Uniform(0.01f, 0.07f));
    }

    public (Picture Picture, LabelMap Truth) ToPicture() => (_canvas.ToPicture(), new(size, size, _classes));

    private static int First(float centre, float reach) => Math.Max(0, (int)MathF.Floor(centre - reach - 1));

    private int End(float centre, float reach) => Math.Min(size, (int)MathF.Ceiling(centre + reach + 1));
}
