namespace EdgeNotebooks.Imaging;

/// <summary>
/// What is done to a picture before a network sees it, in this order: resize, crop the centre, scale, subtract the mean, divide by
/// the deviation, order the axes. A file can describe it: see <see cref="Load"/>.
/// </summary>
/// <remarks>
/// Arithmetic is float32 in the order of torchvision's <c>ToTensor</c> and <c>Normalize</c>, so that values are equal bit for bit.
/// </remarks>
public sealed record Preprocessing
{
    /// <summary>Length that the shorter side gets, aspect ratio kept; null leaves the size alone. Not together with <see cref="Stretch"/>.</summary>
    public int? ShortSide { get; init; }

    /// <summary>Size that the picture is stretched to whatever its aspect ratio; null leaves the size alone.</summary>
    public PictureSize? Stretch { get; init; }

    /// <summary>How the size is changed; Pillow's bilinear by default.</summary>
    public Resampling Resampling { get; init; } = Resampling.Bilinear;

    /// <summary>Window in the middle that is kept after resizing; null keeps all.</summary>
    public PictureSize? Crop { get; init; }

    /// <summary>Whether bytes become 0..1 (the default) or stay 0..255; <see cref="Mean"/> and <see cref="Deviation"/> are in the same unit.</summary>
    public ValueRange Range { get; init; } = ValueRange.ZeroToOne;

    /// <summary>Subtracted per channel R, G, B; null takes the mean of the resized and cropped picture itself. Zero by default.</summary>
    public ChannelValues? Mean { get; init; } = new(0, 0, 0);

    /// <summary>Divides per channel R, G, B; never zero. One by default.</summary>
    public ChannelValues Deviation { get; init; } = new(1, 1, 1);

    /// <summary>The sides of the input are multiples of this; zeros (the mean's colour) are added right and below. 1 adds nothing.</summary>
    public int PadToMultipleOf { get; init; } = 1;

    /// <summary>Order of the axes; channels before rows by default.</summary>
    public TensorLayout Layout { get; init; } = TensorLayout.Nchw;

    /// <summary>Order of the channels; red first by default.</summary>
    public ChannelOrder Channels { get; init; } = ChannelOrder.Rgb;

    /// <summary>Whether EXIF rotation is applied when the file is read; as in the study it is not.</summary>
    public PictureOrientation Orientation { get; init; } = PictureOrientation.AsStored;

    /// <summary>Reads a JSON file: <see cref="PreprocessingFile"/> tells its keys.</summary>
    /// <exception cref="InvalidPreprocessingException">The file is missing, no JSON, or has a wrong key or value.</exception>
    public static Preprocessing Load(string path) => PreprocessingFile.Load(path);

    /// <summary>The network input made of one picture, which stays as it is.</summary>
    /// <exception cref="ArgumentException">The settings contradict each other, or the crop does not fit into the resized picture.</exception>
    public NetworkInput Apply(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (Problem() is { } problem) throw new ArgumentException(problem, nameof(picture));
        var window = Window(picture);
        var (width, height) = (Padded(window.Width), Padded(window.Height));
        var values = new float[3 * width * height];
        var tables = ValueTables.Of(this, window);
        for (var channel = 0; channel < 3; channel++)
        {
            var place = Channels == ChannelOrder.Rgb ? channel : 2 - channel;
            var (start, step) = Layout == TensorLayout.Nchw ? (place * width * height, 1) : (place, 3);
            ValueTables.Write(window, channel, tables[channel], values.AsSpan(start), step, width);
        }

        return new(values, Layout == TensorLayout.Nchw ? [1, 3, height, width] : [1, height, width, 3]);
    }

    /// <summary>The resized and cropped picture, to look at.</summary>
    public Picture Window(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var resized = ShortSide is { } side ? Resize.ShortSideTo(picture, side, Resampling)
            : Stretch is { } size ? Resize.To(picture, size.Width, size.Height, Resampling)
            : picture;
        return Crop is { } crop ? Imaging.Crop.Centre(resized, crop.Width, crop.Height) : resized;
    }

    /// <summary>What is wrong with the settings, or null.</summary>
    internal string? Problem() =>
        ShortSide is not null && Stretch is not null ? "both a short side and a size are given to resize to; keep one"
        : ShortSide < 1 ? $"the short side is {ShortSide}; it must be at least 1"
        : PadToMultipleOf < 1 ? $"the multiple to pad to is {PadToMultipleOf}; it must be at least 1"
        : Crop is { } crop && ShortSide is { } side && Math.Max(crop.Width, crop.Height) > side ? $"a crop of {crop} does not fit into a short side of {side}"
        : Crop is { } window && Stretch is { } size && (window.Width > size.Width || window.Height > size.Height) ? $"a crop of {window} does not fit into {size}"
        : Deviation is { R: 0 } or { G: 0 } or { B: 0 } ? "a deviation is 0; values are divided by it"
        : null;

    private int Padded(int side) => (side + PadToMultipleOf - 1) / PadToMultipleOf * PadToMultipleOf;
}
