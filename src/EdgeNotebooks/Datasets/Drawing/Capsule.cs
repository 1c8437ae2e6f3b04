namespace EdgeNotebooks.Datasets.Drawing;

/// <summary>A line from A to B with round ends and the given radius: twigs, bars, blobs.</summary>
internal readonly record struct Capsule(float AX, float AY, float BX, float BY, float Radius) : IRegion
{
    public float Distance(float x, float y)
    {
        var (dx, dy) = (BX - AX, BY - AY);
        var (px, py) = (x - AX, y - AY);
        var along = Math.Clamp((px * dx + py * dy) / (dx * dx + dy * dy + 1e-6f), 0, 1);
        (px, py) = (px - along * dx, py - along * dy);
        return MathF.Sqrt(px * px + py * py) - Radius;
    }
}
