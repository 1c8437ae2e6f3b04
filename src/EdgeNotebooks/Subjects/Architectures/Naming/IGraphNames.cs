namespace EdgeNotebooks.Subjects.Architectures.Naming;

/// <summary>Names of a node and of the tensor it makes.</summary>
internal readonly record struct NodeName(string Node, string Output);

/// <summary>Names of a convolution or linear layer: node, output, and its two initializers.</summary>
internal readonly record struct LayerName(string Node, string Output, string Weight, string Bias);

/// <summary>
/// How the nodes and tensors of a graph are called. The originals come from three exporters, and the study names its cuts by their
/// names. Asked once per node, in the order of the graph.
/// </summary>
internal interface IGraphNames
{
    /// <summary>A convolution with its batch normalisation folded, or one without.</summary>
    /// <param name="module">The layer in a torchvision state dictionary, such as <c>layer3.2.conv1</c>.</param>
    /// <param name="isFolded">Whether a batch normalisation was folded in.</param>
    LayerName Convolution(string module, bool isFolded = true);

    /// <summary>A node without weights.</summary>
    /// <param name="operation">Operator, such as <c>Relu</c>.</param>
    /// <param name="scope">Where it stands, as torch.onnx writes it: <c>/layer3/layer3.2/relu_1</c>.</param>
    NodeName Node(string operation, string scope);
}
