namespace EdgeNotebooks.Datasets.Coco;

/// <summary>A set of classes per pixel, since objects may overlap: bit c of a number stands for class c.</summary>
public sealed class ClassSets
{
    private readonly uint[] _sets;

    internal ClassSets(int width, int height, uint[] sets) => (Width, Height, _sets) = (width, height, sets);

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The set of the pixel at column x and row y is at y * Width + x; bit 0, the background, is set where no other is.</summary>
    public ReadOnlyMemory<uint> Sets => _sets;

    /// <inheritdoc/>
    public override string ToString() => $"class sets {Width}x{Height}";
}
