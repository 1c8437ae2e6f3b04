namespace EdgeNotebooks.Subjects.Architectures;

/// <summary>A run of bottleneck blocks at one resolution (torchvision's <c>layer1</c> .. <c>layer4</c>).</summary>
/// <param name="Blocks">Number of blocks, at least 1.</param>
/// <param name="Width">Channels inside a block, at its 3x3 convolution.</param>
/// <param name="Channels">Channels that leave the block.</param>
/// <param name="Stride">Stride of the first block's 3x3 convolution.</param>
/// <param name="Groups">Groups of the 3x3 convolutions.</param>
/// <param name="Dilation">
/// Dilation of the 3x3 convolutions; the first block still uses that of the stage before, as torchvision's dilated networks do.
/// </param>
public sealed record ResidualStage(int Blocks, int Width, int Channels, int Stride, int Groups = 1, int Dilation = 1);
