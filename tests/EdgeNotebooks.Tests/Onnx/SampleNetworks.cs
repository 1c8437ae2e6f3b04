using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Tests.Onnx;

/// <summary>Small networks with weights drawn from a seed.</summary>
internal static class SampleNetworks
{
    /// <summary>
    /// A residual classifier: a stem, then stages of two-convolution blocks whose sums are <c>s1b0</c>, <c>s1b1</c>, ...; the first
    /// block of every stage but the first halves the picture and has a convolution as its shortcut.
    /// </summary>
    public static OnnxModel Residual(params int[] blocks)
    {
        var weights = new WeightSource();
        var graph = new GraphBuilder("residual").Input("input", ElementType.Float32, "batch", 3, 32, 32);
        Conv(graph, weights, "input", "stem", 3, 8);
        graph.Node("Relu", ["stem"], ["x"]);
        var (tensor, channels) = ("x", 8);
        for (var stage = 1; stage <= blocks.Length; stage++)
        {
            for (var block = 0; block < blocks[stage - 1]; block++)
            {
                var name = $"s{stage}b{block}";
                var (outputs, stride) = block == 0 && stage > 1 ? (channels * 2, 2) : (channels, 1);
                Conv(graph, weights, tensor, $"{name}_c1", channels, outputs, stride);
                graph.Node("Relu", [$"{name}_c1"], [$"{name}_r1"]);
                Conv(graph, weights, $"{name}_r1", $"{name}_c2", outputs, outputs);
                if (stride > 1) Conv(graph, weights, tensor, $"{name}_short", channels, outputs, stride, kernel: 1);
                graph.Node("Add", [$"{name}_c2", stride > 1 ? $"{name}_short" : tensor], [name]);
                graph.Node("Relu", [name], [$"{name}_out"]);
                (tensor, channels) = ($"{name}_out", outputs);
            }
        }

        return graph
            .Node("GlobalAveragePool", [tensor], ["pooled"])
            .Node("Flatten", ["pooled"], ["features"])
            .Initializer("fc_w", weights.Draw(channels * 10), channels, 10)
            .Initializer("fc_b", weights.Draw(10), 10)
            .Node("Gemm", ["features", "fc_w", "fc_b"], ["logits"])
            .Output("logits", ElementType.Float32, "batch", 10)
            .Metadata("subject", "residual")
            .Build();
    }

    /// <summary>Two convolutions whose result is resized to the input's own height and width, which the caller chooses.</summary>
    public static OnnxModel DynamicSize()
    {
        var weights = new WeightSource();
        var graph = new GraphBuilder("dynamic").Input("input", ElementType.Float32, 1, 3, "H", "W");
        Conv(graph, weights, "input", "a", 3, 4, stride: 2);
        graph.Node("Relu", ["a"], ["b"]);
        Conv(graph, weights, "b", "c", 4, 4, stride: 2);
        return graph
            .Node("Shape", ["input"], ["all"])
            .Initializer("from", [2L], 1).Initializer("to", [4L], 1).Initializer("axis", [0L], 1)
            .Node("Slice", ["all", "from", "to", "axis"], ["size"])
            .Initializer("front", [1L, 4], 2)
            .Node("Concat", ["front", "size"], ["sizes"], ("axis", 0))
            .Node("Resize", ["c", "", "", "sizes"], ["out"], ("mode", "linear"))
            .Output("out", ElementType.Float32, 1, 4, "H", "W")
            .Build();
    }

    public static void Conv(
        GraphBuilder graph, WeightSource weights, string from, string to, int inputs, int outputs, int stride = 1, int kernel = 3)
    {
        var pad = kernel / 2;
        graph.Initializer($"{to}_w", weights.Draw(outputs * inputs * kernel * kernel), outputs, inputs, kernel, kernel)
            .Initializer($"{to}_b", weights.Draw(outputs), outputs)
            .Node("Conv", [from, $"{to}_w", $"{to}_b"], [to], ("kernel_shape", [kernel, kernel]), ("strides", [stride, stride]), ("pads", [pad, pad, pad, pad]));
    }

    /// <summary>Numbers in [-0.3, 0.3) from a fixed seed.</summary>
    internal sealed class WeightSource
    {
        private uint state = 12345;

        public float[] Draw(int count)
        {
            var values = new float[count];
            for (var i = 0; i < count; i++)
            {
                state = state * 1664525 + 1013904223;
                values[i] = ((state >> 8) / (float)(1 << 24) - 0.5f) * 0.6f;
            }

            return values;
        }
    }
}
