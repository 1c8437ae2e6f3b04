using System.Runtime.InteropServices;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Subjects.Weights;

namespace EdgeNotebooks.Subjects.Architectures;

/// <summary>
/// Adds layers to a graph under the names that torch.onnx gives them: module path, operator, <c>_output_0</c>. Each method returns
/// the name of its output tensor. Weights are fetched when the model is saved.
/// </summary>
internal sealed class LayerWriter(GraphBuilder graph, IWeights weights)
{
    /// <summary>A convolution with bias that keeps height and width apart from its stride.</summary>
    public string Convolution(string input, string module, ConvolutionShape shape)
    {
        var node = $"{ScopeOf(module)}/Conv";
        Add($"{module}.weight", [shape.Outputs, shape.Inputs / shape.Groups, shape.Kernel, shape.Kernel]);
        Add($"{module}.bias", [shape.Outputs]);
        long padding = shape.Kernel / 2 * shape.Dilation;
        graph.NamedNode(
            node, "Conv", [input, $"{module}.weight", $"{module}.bias"], [$"{node}_output_0"],
            ("dilations", [shape.Dilation, shape.Dilation]), ("group", shape.Groups), ("kernel_shape", [shape.Kernel, shape.Kernel]),
            ("pads", [padding, padding, padding, padding]), ("strides", [shape.Stride, shape.Stride]));
        return $"{node}_output_0";
    }

    /// <summary>A linear layer, [N, inputs] to [N, outputs].</summary>
    public string Linear(string input, string module, int inputs, int outputs, string output)
    {
        Add($"{module}.weight", [outputs, inputs]);
        Add($"{module}.bias", [outputs]);
        graph.NamedNode(
            $"{ScopeOf(module)}/Gemm", "Gemm", [input, $"{module}.weight", $"{module}.bias"], [output], ("alpha", 1f), ("beta", 1f), ("transB", 1));
        return output;
    }

    /// <summary>A node without weights: <paramref name="scope"/>/<paramref name="operation"/>_output_0.</summary>
    public string Apply(string operation, string[] inputs, string scope, params (string Name, AttributeValue Value)[] attributes)
    {
        var node = $"{scope}/{operation}";
        graph.NamedNode(node, operation, inputs, [$"{node}_output_0"], attributes);
        return $"{node}_output_0";
    }

    /// <summary>The scope of a module as torch.onnx writes it: <c>layer1.0.conv1</c> is <c>/layer1/layer1.0/conv1</c>.</summary>
    public static string ScopeOf(string module)
    {
        var scope = "";
        var path = "";
        foreach (var part in module.Split('.'))
        {
            path = char.IsAsciiDigit(part[0]) ? $"{path}.{part}" : part;
            scope += $"/{path}";
        }

        return scope;
    }

    private void Add(string name, int[] shape) =>
        graph.Initializer(name, ElementType.Float32, [.. shape.Select(size => (long)size)],
            stream => stream.Write(MemoryMarshal.AsBytes(weights.Values(name, shape).AsSpan())));
}
