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
    /// <summary>Whether the stem is three 3x3 convolutions (the first two with half of the channels) instead of one.</summary>
    public bool HasDeepStem { get; init; }

    /// <summary>Dilations of the parallel convolutions of a <see cref="NetworkHead.Duc"/> head; none for others.</summary>
    public IReadOnlyList<int> HeadDilations { get; init; } = [];

    /// <summary>Wide-ResNet-101-2 of torchvision: 126.8 M parameters.</summary>
    public static ResidualArchitecture ResNet { get; } = new(
        "resnet", InputSize: 224, StemChannels: 64, StemKernel: 7, [new(3, 128, 256, 1), new(4, 256, 512, 2), new(23, 512, 1024, 2), new(3, 1024, 2048, 2)], Classes: 1000);

    /// <summary>ResNeXt-101 64x4d of torchvision: 83.4 M parameters.</summary>
    public static ResidualArchitecture ResNext { get; } = new(
        "resnext", InputSize: 224, StemChannels: 64, StemKernel: 7,
        [new(3, 256, 256, 1, 64), new(4, 512, 512, 2, 64), new(23, 1024, 1024, 2, 64), new(3, 2048, 2048, 2, 64)], Classes: 1000);

    /// <summary>FCN-ResNet101 of torchvision without its auxiliary head: 51.9 M parameters.</summary>
    public static ResidualArchitecture Fcn { get; } = new(
        "fcn", InputSize: 224, StemChannels: 64, StemKernel: 7,
        [new(3, 64, 256, 1), new(4, 128, 512, 2), new(23, 256, 1024, 1, Dilation: 2), new(3, 512, 2048, 1, Dilation: 4)], Classes: 21, NetworkHead.Fcn);

    /// <summary>
    /// ResNet101-DUC: 65.0 M parameters. With batch normalisation apart, its numbers are the model zoo's file of 260,671,144 bytes less
    /// 94 kB of graph. Where stage 2 halves the resolution and how the stages dilate is not published: torchvision's way is taken.
    /// </summary>
    public static ResidualArchitecture Duc { get; } = Fcn with
    {
        Subject = "duc",
        InputSize = 800,
        StemChannels = 128,
        StemKernel = 3,
        HasDeepStem = true,
        Classes = 19,
        Head = NetworkHead.Duc,
        HeadDilations = [6, 12, 18, 24],
    };

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
    public static ResidualArchitecture DucMini { get; } = FcnMini with { Subject = "duc_mini", Head = NetworkHead.Duc, HeadDilations = [1, 2] };

    /// <summary>Channels that leave the last stage.</summary>
    public int Features => Stages[^1].Channels;

    /// <summary>Weights and biases with batch normalisation folded.</summary>
    public long Parameters =>
        Stem().Sum(layer => Convolution(layer.Inputs, layer.Outputs, layer.Kernel)) + Blocks().Sum(Of) + Head switch
        {
            NetworkHead.Fcn => Convolution(Features, FcnHead.Inner(this), 3) + Convolution(FcnHead.Inner(this), Classes, 1),
            NetworkHead.Duc => HeadDilations.Count * Convolution(Features, Classes * DucHead.SubPixels, 3),
            _ => Convolution(Features, Classes, 1),
        };

    /// <summary>The convolutions before the first stage.</summary>
    internal IEnumerable<ConvolutionShape> Stem() => HasDeepStem
        ? [new(3, StemChannels / 2, 3, Stride: 2), new(StemChannels / 2, StemChannels / 2, 3), new(StemChannels / 2, StemChannels, 3)]
        : [new(3, StemChannels, StemKernel, Stride: 2)];

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
