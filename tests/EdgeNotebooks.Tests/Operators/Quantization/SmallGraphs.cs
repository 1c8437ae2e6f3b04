using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization;

namespace EdgeNotebooks.Tests.Operators.Quantization;

/// <summary>Graphs of a few nodes whose quantization can be worked out by hand.</summary>
internal static class SmallGraphs
{
    /// <summary>A 1x1 convolution that passes each of two channels on, then a ReLU: x, weights 1 and 2.</summary>
    public static OnnxModel ConvRelu(int opset = 17) => Start(opset).Initializer("w", [1f, 0, 0, 2], 2, 2, 1, 1)
        .NamedNode("conv", "Conv", ["x", "w"], ["c"]).NamedNode("relu", "Relu", ["c"], ["y"]).Output("y", ElementType.Float32, 1, 2, 1, 2).Build();

    /// <summary>A residual block of 1x1 convolutions: conv, ReLU, conv, sum with the input's ReLU, ReLU.</summary>
    public static OnnxModel Block() => Start(17).Initializer("w", [0.5f, -0.25f, 0.125f, 1], 2, 2, 1, 1).Initializer("b", [0.1f, -0.2f], 2)
        .NamedNode("first", "Conv", ["x", "w", "b"], ["c1"]).NamedNode("relu1", "Relu", ["c1"], ["r1"])
        .NamedNode("second", "Conv", ["r1", "w", "b"], ["c2"]).NamedNode("sum", "Add", ["c2", "r1"], ["s"]).NamedNode("relu2", "Relu", ["s"], ["r2"])
        .NamedNode("last", "Conv", ["r2", "w"], ["y"]).Output("y", ElementType.Float32, 1, 2, 1, 2).Build();

    public static GraphBuilder Start(int opset) => new GraphBuilder("small", opset).Input("x", ElementType.Float32, 1, 2, 1, 2);

    /// <summary>One sample for these graphs: two channels of two pixels.</summary>
    public static CalibrationData Samples(params float[][] values) =>
        CalibrationData.Of([.. values.Select(value => (IReadOnlyDictionary<string, Tensor>)new Dictionary<string, Tensor> { ["x"] = Tensor.Of(value, 1, 2, 1, 2) })]);

    public static float[] Run(OnnxModel model, float[] input, bool optimize = false)
    {
        using var session = Session.Open(model, new SessionSettings { Optimize = optimize });
        return session.Run(new Dictionary<string, Tensor> { ["x"] = Tensor.Of(input, 1, 2, 1, 2) })["y"].Values<float>().ToArray();
    }

    public static string[] OperatorTypes(OnnxModel model) => [.. model.Graph.Nodes.Select(node => node.OpType)];
}
