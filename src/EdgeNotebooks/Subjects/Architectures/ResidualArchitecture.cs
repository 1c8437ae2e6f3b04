namespace EdgeNotebooks.Subjects.Architectures;

/// <summary>
/// The shape of a residual network: stem (convolution, ReLU, 3x3 max pooling with stride 2), stages of bottleneck blocks, and a head
/// that classifies the picture or each of its pixels. Full-size and small subjects differ in these numbers only.
/// Source: He et al. (2016), arXiv 1512.03385; Zagoruyko and Komodakis (2016), arXiv 1605.07146; names as in torchvision 0.14.
/// </summary>
/// <param name="Subject">The subject's name, which becomes the graph's.</param>
/// <param name="InputSize">Height and width of the input in pixels.</param>
/// <param name="StemChannels">Channels after the first convolution.</param>
/// <param name="StemKernel">Side of the first convolution's kernel, odd; its stride is 2.</param>
/// <param name="Stages">The stages, first to last.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Head">What the last stage's features become: one answer per picture, or one per pixel.</param>
public sealed record ResidualArchitecture(
    string Subject, int InputSize, int StemChannels, int StemKernel, IReadOnlyList<ResidualStage> Stages, int Classes,
    NetworkHead Head = NetworkHead.Classifier)
{
    /// <summary>The embedded classifier for <c>shapes</c>: the layout of Wide-ResNet-101-2 in small, 3 x 64 x 64 in, 20 logits out.</summary>
    public static ResidualArchitecture ResNetMini { get; } = new(
        "resnet_mini", InputSize: 64, StemChannels: 24, StemKernel: 7,
        [new(2, 24, 48, 1), new(2, 48, 96, 2), new(6, 72, 144, 2), new(3, 96, 192, 2)], Classes: 20);

    /// <summary>
    /// The second embedded classifier for <c>shapes</c>: the layout of ResNeXt-101 64x4d in small. As there, a block is as wide inside as
    /// outside, and its 3x3 convolution is divided into groups.
    /// </summary>
    public static ResidualArchitecture ResNextMini { get; } = new(
        "resnext_mini", InputSize: 64, StemChannels: 24, StemKernel: 7,
        [new(2, 48, 48, 1, Groups: 12), new(2, 96, 96, 2, Groups: 12), new(6, 144, 144, 2, Groups: 12), new(3, 192, 192, 2, Groups: 12)], Classes: 20);

    /// <summary>
    /// The small fully convolutional network for <c>scenes</c>: the layout of FCN-ResNet101. The last two stages keep their resolution
    /// (an eighth of the input's) and dilate instead; 10 classes per pixel, pictures of any size.
    /// </summary>
    public static ResidualArchitecture FcnMini { get; } = new(
        "fcn_mini", InputSize: 64, StemChannels: 24, StemKernel: 7,
        [new(2, 24, 48, 1), new(2, 40, 80, 2), new(6, 56, 112, 1, Dilation: 2), new(3, 72, 144, 1, Dilation: 4)], Classes: 10, NetworkHead.Fcn);

    /// <summary>
    /// The small network with dense upsampling convolution for <c>scenes</c>: the layout of ResNet101-DUC. Its head answers 4 x 4
    /// sub-pixels per feature, so that classes come at half of the input's resolution.
    /// </summary>
    public static ResidualArchitecture DucMini { get; } = FcnMini with { Subject = "duc_mini", Head = NetworkHead.Duc };

    /// <summary>Channels that leave the last stage.</summary>
    public int Features => Stages[^1].Channels;

    /// <summary>Weights and biases with batch normalisation folded.</summary>
    public long Parameters =>
        Convolution(3, StemChannels, StemKernel) + Blocks().Sum(Of) + Head switch
        {
            NetworkHead.Fcn => Convolution(Features, FcnHead.Inner(this), 3) + Convolution(FcnHead.Inner(this), Classes, 1),
            NetworkHead.Duc => DucHead.Dilations.Count * Convolution(Features, Classes * DucHead.SubPixels, 3),
            _ => Convolution(Features, Classes, 1),
        };

    /// <summary>Every block in the order of execution, with its channel counts.</summary>
    public IEnumerable<ResidualBlock> Blocks()
    {
        var (inputs, dilation) = (StemChannels, 1);
        for (var stage = 0; stage < Stages.Count; stage++)
        {
            var shape = Stages[stage];
            for (var i = 0; i < shape.Blocks; i++)
            {
                yield return new(stage + 1, i, inputs, shape.Width, shape.Channels, i == 0 ? shape.Stride : 1, shape.Groups, dilation);
                (inputs, dilation) = (shape.Channels, shape.Dilation);
            }
        }
    }

    private static long Of(ResidualBlock block) =>
        Convolution(block.Inputs, block.Width, 1) + Convolution(block.Width / block.Groups, block.Width, 3)
        + Convolution(block.Width, block.Outputs, 1) + (block.HasDownsample ? Convolution(block.Inputs, block.Outputs, 1) : 0);

    private static long Convolution(int inputs, int outputs, int kernel) => outputs * ((long)inputs * kernel * kernel + 1);
}
