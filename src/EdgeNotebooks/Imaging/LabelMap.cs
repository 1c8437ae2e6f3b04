namespace EdgeNotebooks.Imaging;

/// <summary>A picture of classes: one class number per pixel, rows from top to bottom.</summary>
public sealed class LabelMap
{
    /// <summary>The number that means "not counted" in every data set here.</summary>
    public const byte Ignored = 255;

    private readonly byte[] _classes;

    /// <summary>Wraps <paramref name="classes"/> without a copy; the caller gives the array away.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Width or height is below 1.</exception>
    /// <exception cref="ArgumentException">The array has not width * height numbers.</exception>
    public LabelMap(int width, int height, byte[] classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Length != (long)width * height)
            throw new ArgumentException($"a {width}x{height} label map has {(long)width * height} class numbers, not {classes.Length}", nameof(classes));
        (Width, Height, _classes) = (width, height, classes);
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The class of the pixel at column x and row y is at y * Width + x.</summary>
    public ReadOnlyMemory<byte> Classes => _classes;

    /// <summary>Class numbers replaced by <paramref name="map"/>, which has 256 entries; a new map.</summary>
    public LabelMap Mapped(ReadOnlySpan<byte> map)
    {
        if (map.Length != 256) throw new ArgumentException($"a map of class numbers has 256 entries, not {map.Length}", nameof(map));
        var mapped = new byte[_classes.Length];
        for (var i = 0; i < mapped.Length; i++) mapped[i] = map[_classes[i]];
        return new(Width, Height, mapped);
    }

    /// <inheritdoc/>
    public override string ToString() => $"label map {Width}x{Height}";
}
