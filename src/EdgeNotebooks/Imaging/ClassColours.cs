namespace EdgeNotebooks.Imaging;

/// <summary>A colour for each class number.</summary>
/// <param name="Colours">R, G, B by class number, 1 to 256 of them.</param>
public sealed record ClassColours(IReadOnlyList<(byte R, byte G, byte B)> Colours)
{
    /// <summary>Pascal VOC's colours, 256 of them: the bits of the class number, spread over the channels from the highest bit down.</summary>
    /// <remarks>Source: VOC development kit, <c>VOClabelcolormap</c>.</remarks>
    public static ClassColours Voc { get; } = new([.. Enumerable.Range(0, 256).Select(Spread)]);

    /// <summary>Cityscapes' colours of the 19 training ids, in their order.</summary>
    /// <remarks>Source: cityscapesScripts, <c>labels.py</c>.</remarks>
    public static ClassColours Cityscapes { get; } = new(
    [
        (128, 64, 128), (244, 35, 232), (70, 70, 70), (102, 102, 156), (190, 153, 153), (153, 153, 153), (250, 170, 30), (220, 220, 0),
        (107, 142, 35), (152, 251, 152), (70, 130, 180), (220, 20, 60), (255, 0, 0), (0, 0, 142), (0, 0, 70), (0, 60, 100), (0, 80, 100),
        (0, 0, 230), (119, 11, 32),
    ]);

    /// <summary>Colours of the 10 classes of <c>scenes</c>: those of Cityscapes where it has the class.</summary>
    public static ClassColours Scenes { get; } = new(
    [
        (40, 40, 40), (70, 130, 180), (140, 110, 100), (128, 64, 128), (107, 142, 35), (0, 0, 230), (220, 20, 60), (220, 220, 0), (250, 140, 30),
        (152, 251, 152),
    ]);

    /// <summary>The colour of a class; white for numbers beyond the palette, such as 255 (ignored).</summary>
    public (byte R, byte G, byte B) this[int one] => one < Colours.Count ? Colours[one] : (byte.MaxValue, byte.MaxValue, byte.MaxValue);

    /// <summary>The classes in colour.</summary>
    public Picture Paint(LabelMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var rgb = new byte[3 * map.Width * map.Height];
        var classes = map.Classes.Span;
        for (var i = 0; i < classes.Length; i++) (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) = this[classes[i]];
        return new(map.Width, map.Height, rgb);
    }

    /// <summary>The picture with the classes' colours laid over it.</summary>
    /// <param name="picture">Left as it is.</param>
    /// <param name="map">As large as the picture.</param>
    /// <param name="share">Share of the colours, 0 to 1.</param>
    public Picture Overlay(Picture picture, LabelMap map, double share = 0.5)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(map);
        if ((picture.Width, picture.Height) != (map.Width, map.Height))
            throw new ArgumentException($"a {map} does not fit over a {picture}", nameof(map));
        var below = picture.Rgb.Span;
        var above = Paint(map).Rgb.Span;
        var rgb = new byte[below.Length];
        for (var i = 0; i < rgb.Length; i++) rgb[i] = (byte)Math.Round(below[i] + share * (above[i] - below[i]));
        return new(picture.Width, picture.Height, rgb);
    }

    private static (byte R, byte G, byte B) Spread(int one)
    {
        var (r, g, b) = (0, 0, 0);
        for (var bit = 7; bit >= 0; bit--, one >>= 3) (r, g, b) = (r | (one & 1) << bit, g | (one >> 1 & 1) << bit, b | (one >> 2 & 1) << bit);
        return ((byte)r, (byte)g, (byte)b);
    }
}
