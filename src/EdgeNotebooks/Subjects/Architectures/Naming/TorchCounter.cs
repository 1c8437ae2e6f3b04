using System.Globalization;

namespace EdgeNotebooks.Subjects.Architectures.Naming;

/// <summary>
/// torch.onnx before PyTorch 1.13: nodes are operator and running number, tensors are numbers. Folding a batch normalisation renames the
/// convolution's output: those get numbers behind all others, with the weight and the bias after each. The study's <c>fcn</c>.
/// </summary>
/// <remarks>Source: fcn_int8_nodes.csv beside PAPER.md, whose numbers these are: the first convolution is node 6, its output 1023.</remarks>
internal sealed class TorchCounter : IGraphNames
{
    private int _node = 6;
    private int _tensor = 647;
    private int _folded = 1023;

    public LayerName Convolution(string module, bool isFolded = true)
    {
        var node = Text($"Conv_{_node++}");
        if (!isFolded) return new(node, Text($"{_tensor++}"), $"{module}.weight", $"{module}.bias");
        var (output, weight, bias) = (_folded, _folded + 1, _folded + 2);
        (_folded, _tensor) = (_folded + 3, _tensor + 2);
        return new(node, Text($"{output}"), Text($"{weight}"), Text($"{bias}"));
    }

    public NodeName Node(string operation, string scope) => new(Text($"{operation}_{_node++}"), Text($"{_tensor++}"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
