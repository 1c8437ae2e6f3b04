using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Schema;
using static EdgeNotebooks.Tests.Onnx.SampleNetworks;

namespace EdgeNotebooks.Tests.Onnx.Foreign;

/// <summary>Transformers, recurrence, control flow.</summary>
internal static class ForeignSequences
{
    /// <summary>Two pre-norm blocks of one-head attention and a feed-forward layer.</summary>
    public static OnnxModel Transformer()
    {
        var weights = new WeightSource();
        var graph = new GraphBuilder("transformer").Input("x", ElementType.Float32, "batch", 8, 16);
        var from = "x";
        for (var i = 0; i < 2; i++)
        {
            Norm($"n{i}", from);
            foreach (var name in new[] { "q", "k", "v" }) Linear($"{name}{i}", $"n{i}", 16, 16);
            graph.Node("Transpose", [$"k{i}"], [$"kt{i}"], ("perm", [0, 2, 1])).Node("MatMul", [$"q{i}", $"kt{i}"], [$"s{i}"])
                .Node("Softmax", [$"s{i}"], [$"p{i}"], ("axis", -1)).Node("MatMul", [$"p{i}", $"v{i}"], [$"h{i}"]);
            Linear($"o{i}", $"h{i}", 16, 16);
            graph.Node("Add", [from, $"o{i}"], [$"r{i}"]);
            Norm($"m{i}", $"r{i}");
            Linear($"f{i}", $"m{i}", 16, 32);
            graph.Node("Erf", [$"f{i}"], [$"e{i}"]);
            Linear($"g{i}", $"e{i}", 32, 16);
            graph.Node("Add", [$"r{i}", $"g{i}"], [$"t{i}"]);
            from = $"t{i}";
        }

        return graph.Node("ReduceMean", [from], ["y"], ("axes", [1]), ("keepdims", 0)).Output("y", ElementType.Float32, "batch", 16).Build();

        void Norm(string to, string input) => graph.Initializer($"{to}_s", weights.Draw(16), 16).Initializer($"{to}_b", weights.Draw(16), 16)
            .Node("LayerNormalization", [input, $"{to}_s", $"{to}_b"], [to]);

        void Linear(string to, string input, int inputs, int outputs) => graph.Initializer($"{to}_w", weights.Draw(inputs * outputs), inputs, outputs)
            .Node("MatMul", [input, $"{to}_w"], [to]);
    }

    public static OnnxModel If()
    {
        var then = new GraphBuilder("then").Node("Neg", ["b"], ["t"]).Output("t", ElementType.Float32, 4);
        var otherwise = new GraphBuilder("otherwise").Node("Abs", ["b"], ["o"]).Output("o", ElementType.Float32, 4);
        return new GraphBuilder("if").Input("x", ElementType.Float32, 4).Initializer("zero", [0f]).Node("Exp", ["x"], ["a"]).Node("Sin", ["a"], ["b"])
            .Node("ReduceSum", ["a"], ["sum"], ("keepdims", 0)).Node("Greater", ["sum", "zero"], ["positive"])
            .Node("If", ["positive"], ["c"], ("then_branch", then), ("else_branch", otherwise)).Node("Cos", ["c"], ["y"]).Output("y", ElementType.Float32, 4).Build();
    }

    public static OnnxModel Loop()
    {
        var body = new GraphBuilder("body").Input("i", ElementType.Int64).Input("go", ElementType.Bool).Input("state", ElementType.Float32, 4)
            .Node("Add", ["state", "step"], ["sum"]).Node("Identity", ["go"], ["on"]).Output("on", ElementType.Bool).Output("sum", ElementType.Float32, 4);
        return new GraphBuilder("loop").Input("x", ElementType.Float32, 4).Initializer("times", [3L]).Node("Exp", ["x"], ["start"]).Node("Sin", ["x"], ["step"])
            .Node("Loop", ["times", "", "start"], ["end"], ("body", body)).Node("Tanh", ["end"], ["y"]).Output("y", ElementType.Float32, 4).Build();
    }

    /// <summary>A local function that is called twice.</summary>
    public static OnnxModel Function()
    {
        var model = new GraphBuilder("function", opset: 18).Domain("own").Input("x", ElementType.Float32, 4).Node("own.Twice", ["x"], ["a"]).Node("Exp", ["a"], ["b"])
            .Node("own.Twice", ["b"], ["y"]).Output("y", ElementType.Float32, 4).Build();
        model.Proto.Functions.Add(new FunctionProto
        {
            Domain = "own",
            Name = "Twice",
            Input = { "p" },
            Output = { "q" },
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 18 } },
            Node = { new NodeProto { OpType = "Add", Input = { "p", "p" }, Output = { "q" } } },
        });
        return new OnnxModel(model.Proto, model.Payloads, "function");
    }

    public static OnnxModel Recurrent()
    {
        var weights = new WeightSource();
        return new GraphBuilder("gru").Input("x", ElementType.Float32, "time", 1, 4)
            .Initializer("w", weights.Draw(3 * 5 * 4), 1, 15, 4).Initializer("r", weights.Draw(3 * 5 * 5), 1, 15, 5)
            .Node("GRU", ["x", "w", "r"], ["all", "last"], ("hidden_size", 5)).Initializer("axis", [1L], 1)
            .Node("Squeeze", ["all", "axis"], ["s"]).Node("Relu", ["s"], ["t"]).Node("Add", ["t", "last"], ["y"])
            .Output("y", ElementType.Float32, "time", 1, 5).Build();
    }

    public static OnnxModel Double() => new GraphBuilder("double").Input("x", ElementType.Float64, 2, 3)
        .Node("Exp", ["x"], ["a"]).Node("Add", ["a", "x"], ["b"]).Node("ReduceMax", ["b"], ["y"], ("axes", [1])).Output("y", ElementType.Float64, 2, 1).Build();
}
