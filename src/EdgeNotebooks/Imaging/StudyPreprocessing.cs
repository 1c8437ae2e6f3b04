namespace EdgeNotebooks.Imaging;

/// <summary>The study's preprocessing of its four subjects (PAPER.md, section 2); <c>duc</c>'s accuracy has <see cref="DucCrops"/>.</summary>
public static class StudyPreprocessing
{
    private static readonly ChannelValues s_mean = new(0.485f, 0.456f, 0.406f);
    private static readonly ChannelValues s_deviation = new(0.229f, 0.224f, 0.225f);

    /// <summary><c>resnet</c> and <c>resnext</c>, serving and accuracy alike: short side 232, centre 224x224, ImageNet's mean and deviation.</summary>
    public static Preprocessing Classification { get; } = new()
    {
        ShortSide = 232,
        Crop = new(224, 224),
        Mean = s_mean,
        Deviation = s_deviation,
    };

    /// <summary><c>fcn</c>, serving and accuracy alike: the picture's own size, ImageNet's mean and deviation.</summary>
    public static Preprocessing Fcn { get; } = new() { Mean = s_mean, Deviation = s_deviation };

    /// <summary>
    /// <c>duc</c> when it serves: stretched to 800x800 by OpenCV's linear resizing (which aliases), the picture's own mean
    /// subtracted, bytes not scaled, sides padded to a multiple of 8 (nothing to do at 800).
    /// </summary>
    public static Preprocessing DucServing { get; } = new()
    {
        Stretch = new(800, 800),
        Resampling = Resampling.BilinearFourPixels,
        Range = ValueRange.ZeroTo255,
        Mean = null,
        PadToMultipleOf = 8,
    };
}
