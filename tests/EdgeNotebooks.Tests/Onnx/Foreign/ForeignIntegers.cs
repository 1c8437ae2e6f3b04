using EdgeNotebooks.Onnx;
using static EdgeNotebooks.Tests.Onnx.SampleNetworks;

namespace EdgeNotebooks.Tests.Onnx.Foreign;

/// <summary>Quantized networks as other tools write them.</summary>
internal static class ForeignIntegers
{
    /// <summary>Two residual blocks with a pair of quantize and dequantize around every tensor.</summary>
    public static OnnxModel Qdq()
    {
        var weights = new WeightSource();
        var graph = new GraphBuilder("qdq").Input("x", ElementType.Float32, 1, 4, 8, 8).Initializer("s", [0.02f]).Initializer("z", [(byte)128]).Initializer("ws", [0.01f]).Initializer("wz", [(sbyte)0]);
        Pair("x", "x0");
        var from = "x0";
        for (var i = 0; i < 2; i++)
        {
            graph.Initializer($"w{i}", [.. weights.Draw(4 * 4 * 9).Select(value => (sbyte)(value * 200))], 4, 4, 3, 3)
                .Node("DequantizeLinear", [$"w{i}", "ws", "wz"], [$"wd{i}"])
                .Node("Conv", [from, $"wd{i}"], [$"c{i}"], ("pads", [1, 1, 1, 1]), ("kernel_shape", [3, 3]));
            Pair($"c{i}", $"cd{i}");
            graph.Node("Add", [$"cd{i}", from], [$"a{i}"]);
            Pair($"a{i}", $"ad{i}");
            from = $"ad{i}";
        }

        return graph.Node("GlobalAveragePool", [from], ["y"]).Output("y", ElementType.Float32, 1, 4, 1, 1).Build();

        void Pair(string tensor, string to) => graph.Node("QuantizeLinear", [tensor, "s", "z"], [$"{tensor}_q"]).Node("DequantizeLinear", [$"{tensor}_q", "s", "z"], [to]);
    }

    public static OnnxModel QOperator()
    {
        var weights = new WeightSource();
        var graph = new GraphBuilder("qoperator").Input("x", ElementType.Float32, 1, 4, 8, 8).Initializer("s", [0.02f]).Initializer("z", [(byte)128]).Initializer("ws", [0.01f]).Initializer("wz", [(sbyte)0])
            .Node("QuantizeLinear", ["x", "s", "z"], ["q0"]);
        for (var i = 0; i < 3; i++)
        {
            graph.Initializer($"w{i}", [.. weights.Draw(4 * 4).Select(value => (sbyte)(value * 200))], 4, 4, 1, 1)
                .Node("QLinearConv", [$"q{i}", "s", "z", $"w{i}", "ws", "wz", "s", "z"], [$"q{i + 1}"], ("kernel_shape", [1, 1]));
        }

        return graph.Node("DequantizeLinear", ["q3", "s", "z"], ["y"]).Output("y", ElementType.Float32, 1, 4, 8, 8).Build();
    }
}
