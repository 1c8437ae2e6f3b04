namespace EdgeNotebooks.Subjects.Architectures;

/// <summary>One bottleneck block: 1x1, 3x3 and 1x1 convolution, and a shortcut around them that is added before the last ReLU.</summary>
/// <param name="Stage">Number of the stage, from 1.</param>
/// <param name="Index">Number within the stage, from 0.</param>
/// <param name="Inputs">Channels that enter.</param>
/// <param name="Width">Channels inside.</param>
/// <param name="Outputs">Channels that leave.</param>
/// <param name="Stride">Stride of the 3x3 convolution and of the shortcut.</param>
/// <param name="Groups">Groups of the 3x3 convolution.</param>
/// <param name="Dilation">Dilation, and thereby padding, of the 3x3 convolution.</param>
public sealed record ResidualBlock(int Stage, int Index, int Inputs, int Width, int Outputs, int Stride, int Groups, int Dilation)
{
    /// <summary>The name in a state dictionary, such as <c>layer3.2</c>.</summary>
    public string Name => FormattableString.Invariant($"layer{Stage}.{Index}");

    /// <summary>Whether the shortcut is a 1x1 convolution (<c>downsample.0</c>) because shapes differ.</summary>
    public bool HasDownsample => Stride != 1 || Inputs != Outputs;
}
