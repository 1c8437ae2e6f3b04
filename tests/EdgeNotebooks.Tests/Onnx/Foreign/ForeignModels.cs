using EdgeNotebooks.Onnx;
using static EdgeNotebooks.Tests.Onnx.SampleNetworks;

namespace EdgeNotebooks.Tests.Onnx.Foreign;

/// <summary>Networks of other kinds than the subjects, small, with drawn weights.</summary>
internal static class ForeignModels
{
    public static IReadOnlyDictionary<string, Func<OnnxModel>> ByName { get; } = new Dictionary<string, Func<OnnxModel>>
    {
        ["residual"] = () => Residual(2, 3),
        ["batch norm kept"] = BatchNormKept,
        ["batch norm, opset 9"] = () => BatchNormKept(opset: 9, ir: 4),
        ["newest opset"] = () => BatchNormKept(opset: 21, ir: 10),
        ["U-Net skips"] = UNet,
        ["Inception branches"] = Inception,
        ["MobileNet depthwise"] = MobileNet,
        ["squeeze and excitation"] = SqueezeAndExcitation,
        ["DenseNet concatenations"] = DenseNet,
        ["transformer"] = ForeignSequences.Transformer,
        ["If"] = ForeignSequences.If,
        ["Loop"] = ForeignSequences.Loop,
        ["function"] = ForeignSequences.Function,
        ["dynamic height and width"] = DynamicSize,
        ["QDQ"] = ForeignIntegers.Qdq,
        ["QOperator"] = ForeignIntegers.QOperator,
        ["several inputs and outputs"] = SeveralEnds,
        ["recurrent"] = ForeignSequences.Recurrent,
        ["upsampling by transposed convolution"] = Transposed,
        ["float64"] = ForeignSequences.Double,
        ["initializers that are inputs"] = InitializersAsInputs,
    };

    private static OnnxModel BatchNormKept() => BatchNormKept(17, 8);

    private static OnnxModel BatchNormKept(int opset, int ir)
    {
        var weights = new WeightSource();
        var graph = new GraphBuilder("bn", opset, ir).Input("x", ElementType.Float32, 1, 3, 16, 16);
        var from = "x";
        for (var i = 0; i < 3; i++)
        {
            Conv(graph, weights, from, $"c{i}", i == 0 ? 3 : 8, 8);
            graph.Initializer($"s{i}", weights.Draw(8), 8).Initializer($"o{i}", weights.Draw(8), 8).Initializer($"m{i}", weights.Draw(8), 8)
                .Initializer($"v{i}", [.. weights.Draw(8).Select(value => value * value + 0.5f)], 8)
                .Node("BatchNormalization", [$"c{i}", $"s{i}", $"o{i}", $"m{i}", $"v{i}"], [$"n{i}"]);
            if (i > 0) graph.Node("Add", [$"n{i}", from], [$"a{i}"]);
            graph.Node("Relu", [i > 0 ? $"a{i}" : $"n{i}"], [$"r{i}"]);
            from = $"r{i}";
        }

        return graph.Node("GlobalAveragePool", [from], ["y"]).Output("y", ElementType.Float32, 1, 8, 1, 1).Build();
    }

    private static OnnxModel UNet()
    {
        var weights = new WeightSource();
        var graph = new GraphBuilder("unet").Input("x", ElementType.Float32, "n", 3, 32, 32).Initializer("scales", [1f, 1, 2, 2], 4);
        Conv(graph, weights, "x", "e0", 3, 4);
        Conv(graph, weights, "e0", "e1", 4, 8, stride: 2);
        Conv(graph, weights, "e1", "e2", 8, 8, stride: 2);
        graph.Node("Relu", ["e2"], ["bottom"]).Node("Resize", ["bottom", "", "scales"], ["u1"], ("mode", "nearest")).Node("Concat", ["u1", "e1"], ["k1"], ("axis", 1));
        Conv(graph, weights, "k1", "d1", 16, 8);
        graph.Node("Resize", ["d1", "", "scales"], ["u0"], ("mode", "linear")).Node("Concat", ["u0", "e0"], ["k0"], ("axis", 1));
        Conv(graph, weights, "k0", "y", 12, 2);
        return graph.Output("y", ElementType.Float32, "n", 2, 32, 32).Build();
    }

    private static OnnxModel Inception()
    {
        var weights = new WeightSource();
        var graph = new GraphBuilder("inception").Input("x", ElementType.Float32, 1, 3, 16, 16);
        Conv(graph, weights, "x", "stem", 3, 8);
        var from = "stem";
        for (var i = 0; i < 2; i++)
        {
            Conv(graph, weights, from, $"a{i}", 8, 2, kernel: 1);
            Conv(graph, weights, from, $"b{i}", 8, 2);
            Conv(graph, weights, from, $"c{i}", 8, 2, kernel: 5);
            graph.Node("MaxPool", [from], [$"p{i}"], ("kernel_shape", [3, 3]), ("pads", [1, 1, 1, 1]));
            Conv(graph, weights, $"p{i}", $"d{i}", 8, 2, kernel: 1);
            graph.Node("Concat", [$"a{i}", $"b{i}", $"c{i}", $"d{i}"], [$"m{i}"], ("axis", 1));
            from = $"m{i}";
        }

        return graph.Node("ReduceMean", [from], ["y"], ("axes", [2, 3])).Output("y", ElementType.Float32, 1, 8, 1, 1).Build();
    }

    private static OnnxModel MobileNet()
    {
        var weights = new WeightSource();
        var graph = new GraphBuilder("mobile").Input("x", ElementType.Float32, 1, 8, 16, 16);
        var from = "x";
        for (var i = 0; i < 3; i++)
        {
            Conv(graph, weights, from, $"e{i}", 8, 16, kernel: 1);
            graph.Node("Clip", [$"e{i}", "zero", "six"], [$"ce{i}"])
                .Initializer($"dw{i}", weights.Draw(16 * 9), 16, 1, 3, 3)
                .Node("Conv", [$"ce{i}", $"dw{i}"], [$"d{i}"], ("group", 16), ("pads", [1, 1, 1, 1]), ("kernel_shape", [3, 3]));
            Conv(graph, weights, $"d{i}", $"p{i}", 16, 8, kernel: 1);
            graph.Node("Add", [$"p{i}", from], [$"s{i}"]);
            from = $"s{i}";
        }

        return graph.Initializer("zero", [0f]).Initializer("six", [6f]).Node("GlobalMaxPool", [from], ["y"]).Output("y", ElementType.Float32, 1, 8, 1, 1).Build();
    }

    private static OnnxModel SqueezeAndExcitation()
    {
        var weights = new WeightSource();
        var graph = new GraphBuilder("se").Input("x", ElementType.Float32, 1, 3, 16, 16);
        Conv(graph, weights, "x", "a", 3, 8);
        graph.Node("GlobalAveragePool", ["a"], ["g"]);
        Conv(graph, weights, "g", "h", 8, 4, kernel: 1);
        graph.Node("HardSigmoid", ["h"], ["q"]);
        Conv(graph, weights, "q", "w", 4, 8, kernel: 1);
        graph.Node("Sigmoid", ["w"], ["gate"]).Node("Mul", ["a", "gate"], ["scaled"]).Node("Add", ["scaled", "a"], ["sum"]).Node("HardSwish", ["sum"], ["swish"]);
        Conv(graph, weights, "swish", "y", 8, 2, stride: 2);
        return graph.Output("y", ElementType.Float32, 1, 2, 8, 8).Build();
    }

    private static OnnxModel DenseNet()
    {
        var weights = new WeightSource();
        var graph = new GraphBuilder("dense").Input("x", ElementType.Float32, 1, 4, 16, 16);
        var (from, channels) = ("x", 4);
        for (var i = 0; i < 4; i++)
        {
            Conv(graph, weights, from, $"c{i}", channels, 4);
            graph.Node("Relu", [$"c{i}"], [$"r{i}"]).Node("Concat", [from, $"r{i}"], [$"k{i}"], ("axis", 1));
            (from, channels) = ($"k{i}", channels + 4);
        }

        Conv(graph, weights, from, "y", channels, 4, kernel: 1);
        return graph.Output("y", ElementType.Float32, 1, 4, 16, 16).Build();
    }

    private static OnnxModel SeveralEnds()
    {
        var weights = new WeightSource();
        var graph = new GraphBuilder("ends").Input("left", ElementType.Float32, 1, 3, 16, 16).Input("right", ElementType.Float32, 1, 3, 16, 16).Input("gain", ElementType.Float32, 1);
        Conv(graph, weights, "left", "l", 3, 4);
        Conv(graph, weights, "right", "r", 3, 4);
        graph.Node("Sub", ["l", "r"], ["d"]).Node("Mul", ["d", "gain"], ["m"]).Node("GlobalAveragePool", ["l"], ["early"]);
        Conv(graph, weights, "m", "c", 4, 4);
        return graph.Node("Relu", ["c"], ["late"]).Output("early", ElementType.Float32, 1, 4, 1, 1).Output("late", ElementType.Float32, 1, 4, 16, 16).Build();
    }

    private static OnnxModel Transposed()
    {
        var weights = new WeightSource();
        var graph = new GraphBuilder("transposed").Input("x", ElementType.Float32, 1, 3, 16, 16);
        Conv(graph, weights, "x", "a", 3, 8, stride: 2);
        graph.Node("LeakyRelu", ["a"], ["b"]).Initializer("t", weights.Draw(8 * 4 * 4 * 4), 8, 4, 4, 4)
            .Node("ConvTranspose", ["b", "t"], ["c"], ("strides", [2, 2]), ("pads", [1, 1, 1, 1]))
            .Node("DepthToSpace", ["c"], ["y"], ("blocksize", 2));
        return graph.Output("y", ElementType.Float32, 1, 1, 32, 32).Build();
    }

    private static OnnxModel InitializersAsInputs()
    {
        var model = BatchNormKept(opset: 9, ir: 3);
        foreach (var initializer in model.Proto.Graph.Initializer)
            model.Proto.Graph.Input.Add(new ValueInfo(initializer.Name, (ElementType)initializer.DataType, new TensorShape(initializer.Dims.Select(length => (Dim)length))).ToProto());
        return new OnnxModel(model.Proto, model.Payloads, "old inputs");
    }
}
