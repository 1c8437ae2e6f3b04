namespace EdgeNotebooks.Imaging;

/// <summary>
/// The seven crops per picture on which the study measures <c>duc</c>'s accuracy: 800x800 pixels around row 512 and column 256 i,
/// i = 1 to 7, of a 2048x1024 picture; what lies outside is the mean colour, and outside labels are ignored.
/// </summary>
/// <remarks>Source: PAPER.md, section 2; the order of the labels is that of the network's output (Wang et al. 2018, dense upsampling convolution).</remarks>
public static class DucCrops
{
    /// <summary>Crops per picture.</summary>
    public const int Count = 7;

    /// <summary>Width and height of a crop in pixels.</summary>
    public const int Side = 800;

    /// <summary>Labels per crop: every second pixel in both directions.</summary>
    public const int Labels = LabelSide * LabelSide;

    private const int CentreRow = 512;
    private const int ColumnStep = 256;
    private const int LabelSide = Side / 2;
    private const int SubPixels = 4;
    private const int Cells = LabelSide / SubPixels;

    private static readonly double[] s_mean = [122.675, 116.669, 104.008];

    /// <summary>Network input of one crop: float32 [1, 3, 800, 800], bytes less the mean (122.675, 116.669, 104.008), 0 outside the picture.</summary>
    /// <param name="picture">Left as it is; 2048x1024 in Cityscapes.</param>
    /// <param name="crop">0 to 6, from left to right.</param>
    public static NetworkInput Input(Picture picture, int crop)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var values = new float[3 * Side * Side];
        var (left, top) = Corner(crop);
        for (var y = Math.Max(0, -top); y < Side && y + top < picture.Height; y++)
        {
            var row = picture.Rgb.Span.Slice(3 * picture.Width * (y + top), 3 * picture.Width);
            for (var x = Math.Max(0, -left); x < Side && x + left < picture.Width; x++)
                for (var channel = 0; channel < 3; channel++)
                    values[(channel * Side + y) * Side + x] = (float)(row[3 * (x + left) + channel] - s_mean[channel]);
        }

        return new(values, [1, 3, Side, Side]);
    }

    /// <summary>The labels of one crop at every second pixel, in the order of the network's output: sub-pixel row, sub-pixel column, cell row, cell column.</summary>
    /// <param name="labels">Class numbers of the whole picture.</param>
    /// <param name="crop">0 to 6, from left to right.</param>
    /// <returns>160,000 class numbers, 255 outside the picture.</returns>
    public static byte[] Target(LabelMap labels, int crop)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var target = new byte[Labels];
        Array.Fill(target, LabelMap.Ignored);
        var (left, top) = Corner(crop);
        var classes = labels.Classes.Span;
        for (var row = 0; row < LabelSide; row++)
        {
            var y = top + 2 * row;
            if (y < 0 || y >= labels.Height) continue;
            for (var column = 0; column < LabelSide; column++)
            {
                var x = left + 2 * column;
                if (x >= 0 && x < labels.Width) target[Place(row, column)] = classes[y * labels.Width + x];
            }
        }

        return target;
    }

    /// <summary>Where the network's output has the label at a row and column of the halved crop, both 0 to 399.</summary>
    internal static int Place(int row, int column) =>
        (((row % SubPixels * SubPixels) + (column % SubPixels)) * Cells + (row / SubPixels)) * Cells + (column / SubPixels);

    private static (int Left, int Top) Corner(int crop)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(crop);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(crop, Count);
        return (ColumnStep * (crop + 1) - Side / 2, CentreRow - Side / 2);
    }
}
