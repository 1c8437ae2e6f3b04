namespace EdgeNotebooks.Datasets.Drawing;

/// <summary>One colour everywhere.</summary>
internal readonly record struct FlatPaint(Rgb Colour) : IPaint
{
    public Rgb At(float x, float y) => Colour;
}
