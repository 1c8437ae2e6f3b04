namespace EdgeNotebooks.Imaging;

/// <summary>
/// The order in which dense upsampling convolution answers: the network has one cell per 8x8 pixels and gives 4x4 sub-pixels for each,
/// so labels come at half of the input's resolution, ordered sub-pixel row, sub-pixel column, cell row, cell column.
/// </summary>
/// <remarks>Source: PAPER.md, section 2; Wang et al. (2018), arXiv 1702.08502.</remarks>
public static class SubPixels
{
    /// <summary>Sub-pixels per cell in either direction.</summary>
    public const int PerCell = 4;

    /// <summary>Input pixels per label in either direction.</summary>
    public const int Step = 2;

    /// <summary>Where the network's answer has the label at a row and column of a map of <paramref name="width"/> x <paramref name="height"/> labels.</summary>
    public static int Place(int row, int column, int width, int height) =>
        (((row % PerCell * PerCell) + (column % PerCell)) * (height / PerCell) + (row / PerCell)) * (width / PerCell) + (column / PerCell);

    /// <summary>Every second label in both directions, in the order of the network's answer.</summary>
    /// <exception cref="ArgumentException">A side is no multiple of 8.</exception>
    public static byte[] Target(LabelMap labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var (width, height) = (labels.Width / Step, labels.Height / Step);
        if (labels.Width % (PerCell * Step) != 0 || labels.Height % (PerCell * Step) != 0)
            throw new ArgumentException($"the sides of a {labels} must be multiples of {PerCell * Step}", nameof(labels));
        var target = new byte[width * height];
        for (var row = 0; row < height; row++)
            for (var column = 0; column < width; column++)
                target[Place(row, column, width, height)] = labels.Classes.Span[Step * row * labels.Width + Step * column];
        return target;
    }

    /// <summary>One plane of the network's answer as a picture of <paramref name="width"/> x <paramref name="height"/> values, row by row.</summary>
    public static float[] Arranged(ReadOnlySpan<float> plane, int width, int height)
    {
        var rows = new float[width * height];
        for (var row = 0; row < height; row++)
            for (var column = 0; column < width; column++) rows[row * width + column] = plane[Place(row, column, width, height)];
        return rows;
    }
}
