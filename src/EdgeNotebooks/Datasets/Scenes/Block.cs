using EdgeNotebooks.Datasets.Drawing;

namespace EdgeNotebooks.Datasets.Scenes;

/// <summary>An upright rectangle.</summary>
internal readonly record struct Block(float Left, float Top, float Right, float Bottom) : IRegion
{
    public float Distance(float x, float y) => MathF.Max(MathF.Max(Left - x, x - Right), MathF.Max(Top - y, y - Bottom));
}
