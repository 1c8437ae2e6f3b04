using EdgeNotebooks.Datasets.Drawing;

namespace EdgeNotebooks.Datasets.Shapes;

/// <summary>An outline placed in the picture: centre, radius of the circle around it in pixels, rotation, width over height.</summary>
internal readonly record struct OutlineRegion(
    Outline Outline, float CentreX, float CentreY, float Radius, Rotation Rotation, float Stretch) : IRegion
{
    private const float Sqrt3 = 1.7320508f;

    public float Distance(float x, float y)
    {
        var (u, v) = Rotation.Undo(x - CentreX, y - CentreY);
        (u, v) = (u / Stretch, v * Stretch);
        return Outline switch
        {
            Outline.Circle => Length(u, v) - 0.9f * Radius,
            Outline.Square => MathF.Max(MathF.Abs(u), MathF.Abs(v)) - 0.78f * Radius,
            Outline.Triangle => MathF.Max(v, 0.5f * (Sqrt3 * MathF.Abs(u) - v)) - 0.58f * Radius,
            Outline.Star => Star(MathF.Abs(u), v, 1.1f * Radius),
            _ => Cross(MathF.Abs(u), MathF.Abs(v), 0.98f * Radius, 0.33f * Radius),
        };
    }

    private static float Length(float u, float v) => MathF.Sqrt(u * u + v * v);

    private static float Cross(float u, float v, float arm, float half) =>
        MathF.Min(MathF.Max(u - arm, v - half), MathF.Max(u - half, v - arm));

    /// <summary>Five points: the plane is folded onto one edge by mirroring at the two axes that are 36 and 72 degrees from the upright.</summary>
    private static float Star(float u, float v, float radius)
    {
        const float cos36 = 0.80901699f, sin36 = 0.58778525f, inner = 0.45f;
        var fold = 2 * MathF.Max(cos36 * u - sin36 * v, 0);
        (u, v) = (u - fold * cos36, v + fold * sin36);
        fold = 2 * MathF.Max(-cos36 * u - sin36 * v, 0);
        (u, v) = (MathF.Abs(u + fold * cos36), v + fold * sin36 - radius);
        var (ex, ey) = (inner * sin36 * radius, (inner * cos36 - 1) * radius);
        var along = Math.Clamp((u * ex + v * ey) / (ex * ex + ey * ey), 0, 1);
        var distance = Length(u - ex * along, v - ey * along);
        return v * ex - u * ey > 0 ? distance : -distance;
    }
}
