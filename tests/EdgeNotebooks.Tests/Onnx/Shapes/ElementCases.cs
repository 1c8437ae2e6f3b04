using EdgeNotebooks.Onnx;
using static EdgeNotebooks.Tests.Onnx.Shapes.WindowCases;

namespace EdgeNotebooks.Tests.Onnx.Shapes;

/// <summary>Element-wise operators, normalisations, quantization, sub-graphs.</summary>
internal static class ElementCases
{
    public static IEnumerable<GraphBuilder> All =>
    [
        Of("broadcast", [3, 1, 5]).Initializer("w", new float[8], 2, 1, 4, 1).Node("Add", ["x", "w"], ["a"]).Node("Greater", ["x", "w"], ["b"])
            .Node("Where", ["b", "x", "w"], ["c"]).Node("Max", ["x", "w", "x"], ["d"]).Node("Not", ["b"], ["e"]).Node("PRelu", ["x", "x"], ["f"]),
        Picture("activations").Node("Relu", ["x"], ["a"]).Node("Clip", ["a"], ["b"]).Node("HardSwish", ["b"], ["c"]).Node("Softmax", ["c"], ["d"])
            .Node("Erf", ["d"], ["e"]).Node("Sqrt", ["e"], ["f"]).Node("IsNaN", ["f"], ["g"]).Node("Cast", ["g"], ["h"], ("to", 6)),
        Picture("clip_6", 7).Node("Clip", ["x"], ["y"], ("min", 0f), ("max", 6f)),
        Picture("dropout_7", 7).Node("Dropout", ["x"], ["y"]),
        Picture("dropout_13", 13).Node("Dropout", ["x"], ["y", "mask"]),
        Picture("batchnorm").Channels("s").Channels("b").Channels("m").Channels("v").Node("BatchNormalization", ["x", "s", "b", "m", "v"], ["y"])
            .Node("InstanceNormalization", ["x", "s", "b"], ["z"]).Node("LRN", ["z"], ["l"], ("size", 3)),
        Picture("layernorm").Initializer("s", new float[10], 10).Node("LayerNormalization", ["x", "s"], ["y", "mean", "deviation"]),
        Picture("quantize").Scale("s").Initializer("z", new sbyte[1]).Node("QuantizeLinear", ["x", "s", "z"], ["a"]).Node("DequantizeLinear", ["a", "s", "z"], ["b"])
            .Node("QuantizeLinear", ["x", "s"], ["c"]).Node("DynamicQuantizeLinear", ["x"], ["d", "e", "f"]),
        Picture("qlinear_conv").Scale("s").Initializer("z", new byte[1]).Initializer("w", new byte[8 * 4 * 9], 8, 4, 3, 3).Node("QuantizeLinear", ["x", "s", "z"], ["q"])
            .Node("QLinearConv", ["q", "s", "z", "w", "s", "z", "s", "z"], ["a"], ("pads", [1, 1, 1, 1])).Node("ConvInteger", ["q", "w"], ["b"], ("strides", [2, 2])),
        Of("qlinear_matmul", [2, 3, 4]).Scale("s").Initializer("z", new byte[1]).Initializer("w", new byte[20], 4, 5).Node("QuantizeLinear", ["x", "s", "z"], ["q"])
            .Node("QLinearMatMul", ["q", "s", "z", "w", "s", "z", "s", "z"], ["a"]).Node("MatMulInteger", ["q", "w"], ["b"]),
        Picture("qlinear_microsoft").Domain("com.microsoft").Scale("s").Initializer("z", new byte[1]).Node("QuantizeLinear", ["x", "s", "z"], ["q"])
            .Node("com.microsoft.QLinearAdd", ["q", "s", "z", "q", "s", "z", "s", "z"], ["a"]).Node("com.microsoft.QLinearGlobalAveragePool", ["a", "s", "z", "s", "z"], ["b"])
            .Node("com.microsoft.QLinearConcat", ["s", "z", "q", "s", "z", "a", "s", "z"], ["c"], ("axis", 1))
            .Node("com.microsoft.QLinearAveragePool", ["q", "s", "z", "s", "z"], ["d"], ("kernel_shape", [2, 2]), ("strides", [2, 2]))
            .Node("com.microsoft.Gelu", ["x"], ["e"]),
        Of("matmul_microsoft", [2, 3, 4]).Domain("com.microsoft").Initializer("w", new float[20], 5, 4)
            .Node("com.microsoft.FusedMatMul", ["x", "w"], ["a"], ("transB", 1)),
        Picture("if_known").Initializer("c", ElementType.Bool, [], stream => stream.WriteByte(1)).Node("If", ["c"], ["y"], ("then_branch", Branch("p", "Relu")), ("else_branch", Branch("q", "GlobalMaxPool"))),
        Picture("if_agreeing").Input("c", ElementType.Bool).Node("If", ["c"], ["y"], ("then_branch", Branch("p", "Relu")), ("else_branch", Branch("q", "Sigmoid"))),
        Of("loop", [2, 3]).Initializer("n", [4L]).Initializer("go", ElementType.Bool, [], stream => stream.WriteByte(1))
            .Node("Loop", ["n", "go", "x"], ["last", "all"], ("body", new GraphBuilder("body")
                .Input("i", ElementType.Int64).Input("on", ElementType.Bool).Input("state", ElementType.Float32)
                .Node("Identity", ["go"], ["on_out"]).Node("Tanh", ["state"], ["next"]).Node("ReduceSum", ["next"], ["sum"], ("keepdims", 0))
                .Output("on_out", ElementType.Bool).Output("next", ElementType.Float32, "r", "c").Output("sum", ElementType.Float32))),
    ];

    private static GraphBuilder Branch(string name, string opType) =>
        new GraphBuilder(name).Node(opType, ["x"], [name + "_y"]).Output(name + "_y", ElementType.Float32, "n", "c", "h", "w");

    private static GraphBuilder Channels(this GraphBuilder graph, string name) => graph.Initializer(name, [1f, 1, 1, 1], 4);

    private static GraphBuilder Scale(this GraphBuilder graph, string name) => graph.Initializer(name, [1f]);
}
