using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Subjects.Architectures;

/// <summary>
/// The head of dense upsampling convolution: parallel dilated 3x3 convolutions, each to classes x 16 channels, are summed; the 16 are
/// the sub-pixels of a 4 x 4 cell. Softmax over the classes.
/// </summary>
/// <remarks>Source: Wang et al. (2018), arXiv 1702.08502.</remarks>
public static class DucHead
{
    /// <summary>Sub-pixels per feature: 4 rows of 4.</summary>
    public const int SubPixels = 16;

    /// <summary>
    /// Adds the head; its output is <c>seg_loss</c>, float32 [batch, classes, 16 * cells]: sub-pixel row, sub-pixel column, cell row, cell
    /// column, probabilities.
    /// </summary>
    internal static void Write(LayerWriter layers, GraphBuilder graph, ResidualArchitecture architecture, string input)
    {
        var shape = new ConvolutionShape(architecture.Features, architecture.Classes * SubPixels, 3);
        var branches = architecture.HeadDilations
            .Select((dilation, i) => layers.Convolution(input, FormattableString.Invariant($"duc{i}"), shape with { Dilation = dilation }, isFolded: false)).ToArray();
        var sum = layers.Apply("Sum", branches, "duc");
        graph.Initializer("duc.shape", [0L, architecture.Classes, -1L], 3);
        graph.NamedNode("duc.reshape", "Reshape", [sum, "duc.shape"], ["duc.cells"]);
        graph.NamedNode("seg_loss", "Softmax", ["duc.cells"], ["seg_loss"], ("axis", 1));
    }
}
