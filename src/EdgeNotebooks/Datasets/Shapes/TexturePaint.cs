using EdgeNotebooks.Datasets.Drawing;

namespace EdgeNotebooks.Datasets.Shapes;

/// <summary>Two colours in a pattern with antialiased borders; the period is in pixels.</summary>
internal readonly record struct TexturePaint(
    Texture Texture, Rgb First, Rgb Second, float Period, Rotation Rotation, float OffsetX, float OffsetY) : IPaint
{
    public Rgb At(float x, float y)
    {
        if (Texture == Texture.Solid) return First;
        var (u, v) = Rotation.Undo(x - OffsetX, y - OffsetY);
        return First.Towards(Second, Math.Clamp(0.5f + BorderDistance(u, v), 0, 1));
    }

    /// <summary>Distance in pixels to the border between the colours, positive where the second colour is.</summary>
    private float BorderDistance(float u, float v) => Texture switch
    {
        Texture.Striped => Wave(u, Period),
        Texture.Dotted => 0.34f * Period - Length(FromCellCentre(u), FromCellCentre(v)),
        _ => Check(Wave(u, 1.6f * Period), Wave(v, 1.6f * Period)),
    };

    private static float Wave(float u, float period)
    {
        var phase = u / period;
        return (MathF.Abs(phase - MathF.Floor(phase) - 0.5f) - 0.25f) * period;
    }

    private static float Check(float u, float v)
    {
        var nearest = MathF.Min(MathF.Abs(u), MathF.Abs(v));
        return u > 0 == v > 0 ? nearest : -nearest;
    }

    private float FromCellCentre(float u)
    {
        var phase = u / Period;
        return (phase - MathF.Floor(phase) - 0.5f) * Period;
    }

    private static float Length(float u, float v) => MathF.Sqrt(u * u + v * v);
}
