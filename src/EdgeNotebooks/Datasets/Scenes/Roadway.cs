using EdgeNotebooks.Datasets.Drawing;

namespace EdgeNotebooks.Datasets.Scenes;

/// <summary>A road that runs to a point on the horizon: between two straight lines, below the horizon.</summary>
internal readonly record struct Roadway(float Horizon, float VanishX, float HalfAtHorizon, float Left, float Right, float Bottom) : IRegion
{
    public float Distance(float x, float y)
    {
        var depth = (y - Horizon) / (Bottom - Horizon);
        var left = VanishX - HalfAtHorizon + (Left - VanishX + HalfAtHorizon) * depth;
        var right = VanishX + HalfAtHorizon + (Right - VanishX - HalfAtHorizon) * depth;
        return MathF.Max(Horizon - y, MathF.Max(left - x, x - right));
    }
}
