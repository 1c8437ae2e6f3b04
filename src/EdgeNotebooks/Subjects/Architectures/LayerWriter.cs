using System.Runtime.InteropServices;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Subjects.Architectures.Naming;
using EdgeNotebooks.Subjects.Weights;

namespace EdgeNotebooks.Subjects.Architectures;

/// <summary>
/// Adds layers to a graph. Each method returns the name of its output tensor. Weights are asked for by torchvision's names, whatever the
/// graph calls them, and fetched when the model is saved.
/// </summary>
internal sealed class LayerWriter(GraphBuilder graph, IWeights weights, IGraphNames names)
{
    /// <summary>A convolution with bias that keeps height and width apart from its stride.</summary>
    public string Convolution(string input, string module, ConvolutionShape shape, bool isFolded = true)
    {
        var name = names.Convolution(module, isFolded);
        Add(name.Weight, $"{module}.weight", [shape.Outputs, shape.Inputs / shape.Groups, shape.Kernel, shape.Kernel]);
        Add(name.Bias, $"{module}.bias", [shape.Outputs]);
        long padding = shape.Kernel / 2 * shape.Dilation;
        graph.NamedNode(
            name.Node, "Conv", [input, name.Weight, name.Bias], [name.Output],
            ("dilations", [shape.Dilation, shape.Dilation]), ("group", shape.Groups), ("kernel_shape", [shape.Kernel, shape.Kernel]),
            ("pads", [padding, padding, padding, padding]), ("strides", [shape.Stride, shape.Stride]));
        return name.Output;
    }

    /// <summary>A linear layer, [N, inputs] to [N, outputs].</summary>
    public string Linear(string input, string module, int inputs, int outputs, string output)
    {
        Add($"{module}.weight", $"{module}.weight", [outputs, inputs]);
        Add($"{module}.bias", $"{module}.bias", [outputs]);
        graph.NamedNode(
            $"{TorchScopes.ScopeOf(module)}/Gemm", "Gemm", [input, $"{module}.weight", $"{module}.bias"], [output], ("alpha", 1f), ("beta", 1f), ("transB", 1));
        return output;
    }

    /// <summary>A node without weights, standing in <paramref name="scope"/>.</summary>
    public string Apply(string operation, string[] inputs, string scope, params (string Name, AttributeValue Value)[] attributes)
    {
        var name = names.Node(operation, scope);
        graph.NamedNode(name.Node, operation, inputs, [name.Output], attributes);
        return name.Output;
    }

    private void Add(string initializer, string weight, int[] shape) =>
        graph.Initializer(initializer, ElementType.Float32, [.. shape.Select(size => (long)size)],
            stream => stream.Write(MemoryMarshal.AsBytes(weights.Values(weight, shape).AsSpan())));
}
