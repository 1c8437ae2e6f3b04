using EdgeNotebooks.Datasets;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.Quantization;
using static EdgeNotebooks.Tests.Operators.Quantization.SmallGraphs;

namespace EdgeNotebooks.Tests.Operators.Quantization;

public class QuantizeTests
{
    private static OnnxModel Mini => OnnxModel.Load(Path.GetFullPath("../../models/resnet_mini.onnx", PaperFolder.Committed));

    [Fact]
    public void AConvolutionWithItsRelu_HasTheScalesWorkedOutByHand()
    {
        // x in -1..2: scale 3/255, zero point 85. The ReLU's result in 0..4: scale 4/255. Weights 1/127 and 2/127 for each channel.
        var quantized = ConvRelu().Quantize(Samples([-1f, 2, 0.5f, 2]));
        Assert.Equal(["QuantizeLinear", "DequantizeLinear", "Conv", "QuantizeLinear", "DequantizeLinear"], OperatorTypes(quantized).Where((_, i) => i != 0));
        Assert.Equal("DequantizeLinear", OperatorTypes(quantized)[0]);
        var (x, y) = (quantized.Report.Ranges.Single(range => range.Tensor == "x"), quantized.Report.Ranges.Single(range => range.Tensor == "y"));
        Assert.Equal((3 / 255f, (byte)85), (x.Range.Scale, x.Range.ZeroPoint));
        Assert.Equal((4 / 255f, (byte)0), (y.Range.Scale, y.Range.ZeroPoint));
        // All four values lie on the grid: -1 = (0-85)*3/255, 2 = (255-85)*3/255; 0.5 is 42.5 steps and goes to 42.
        var result = Run(quantized, [-1f, 2, 0.5f, 2]);
        Assert.Equal([0, 2, 63 * 4 / 255f, 4], result.Select(value => (float)Math.Round(value, 6)), (a, b) => Math.Abs(a - b) < 0.5 * 4 / 255);
    }

    [Fact]
    public void TensorsKeepTheirNames_AndTheReluIsGone()
    {
        var quantized = Block().Quantize(Samples([-1f, 2, 0.5f, 2]));
        Assert.DoesNotContain("Relu", OperatorTypes(quantized));
        var graph = quantized.Model.Graph;
        Assert.All(["x", "c1", "r1", "s", "r2", "y"], name => Assert.NotNull(graph.Find(name)));
        Assert.Equal(ElementType.Float32, Assert.Single(quantized.Model.Outputs).Type);
        Assert.All(["r1", "c2", "r2"], name => Assert.NotNull(graph.Find($"{name}_quantized")));
    }

    [Fact]
    public void TheStudysPreset_LeavesSumsAndTheirRelusFloat()
    {
        var report = Mini.Quantize(ShapesDataset.Calibration(3), new() { Preset = QuantizationPreset.Study }).Report;
        // 13 blocks: a sum and a ReLU behind it each; the other 27 ReLUs stand right behind a convolution.
        Assert.Equal(13, report.Float.Count(node => node.OpType == "Add"));
        Assert.Equal(13, report.Float.Count(node => node.OpType == "Relu"));
        Assert.Equal(27, report.Quantized.Count(node => node.OpType == "Relu"));
        Assert.Equal(44, report.Quantized.Count(node => node.OpType == "Conv"));
    }

    [Fact]
    public void ByDefault_EveryNodeOfAResidualNetworkBecomesInt8()
    {
        var quantized = Mini.Quantize(ShapesDataset.Calibration(3));
        Assert.Empty(quantized.Report.Float);
        // 886,292 parameters: one byte for each weight, four for each bias; scales add a little.
        Assert.InRange(ModelInfo.Of(quantized).Parameters, 886_292, 910_000);
        Assert.Equal(["input"], quantized.Model.Inputs.Select(input => input.Name));
    }

    [Fact]
    public void BatchNormalisation_IsFoldedExactly()
    {
        var model = Start(17).Initializer("w", [1f, 2, 3, 4], 2, 2, 1, 1).Initializer("g", [2f, 3], 2).Initializer("n", [0.5f, -1], 2)
            .Initializer("m", [1f, -2], 2).Initializer("v", [3f, 8], 2)
            .NamedNode("conv", "Conv", ["x", "w"], ["c"]).NamedNode("norm", "BatchNormalization", ["c", "g", "n", "m", "v"], ["y"], ("epsilon", 1f))
            .Output("y", ElementType.Float32, 1, 2, 1, 2).Build();
        var folded = EdgeNotebooks.Operators.Quantization.Planning.Preparation.Of(model, perTensor: false);
        Assert.Equal(["Conv"], OperatorTypes(folded));
        // Variances 3 + 1 and 8 + 1: factors 2/2 and 3/3; biases 0.5 - 1 and -1 + 2.
        float[] input = [1, 2, 3, 4];
        Assert.Equal([(1 + 6) - 0.5f, (2 + 8) - 0.5f, (3 + 12) + 1f, (6 + 16) + 1f], Run(folded, input));
        Assert.Equal(Run(model, input), Run(folded, input), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(11)]
    public void AnOldOpset_IsRaised(int opset)
    {
        var builder = new GraphBuilder("old", opset, irVersion: 4).Input("x", ElementType.Float32, 1, 2, 1, 2).Initializer("w", [1f, 0, 0, 2], 2, 2, 1, 1)
            .NamedNode("conv", "Conv", ["x", "w"], ["c"]);
        var model = (opset < 11 ? builder.NamedNode("clip", "Clip", ["c"], ["l"], ("min", 0f), ("max", 3f))
                : builder.Initializer("low", [0f]).Initializer("high", [3f]).NamedNode("clip", "Clip", ["c", "low", "high"], ["l"]))
            .NamedNode("out", "Unsqueeze", ["l"], ["u"], ("axes", [0])).NamedNode("back", "Squeeze", ["u"], ["y"], ("axes", [0]))
            .Output("y", ElementType.Float32, 1, 2, 1, 2).Build();
        var quantized = model.Quantize(Samples([-1f, 2, 0.5f, 2]));
        Assert.Equal(13, quantized.Model.Opset);
        Assert.DoesNotContain("Clip", OperatorTypes(quantized));
        Assert.Equal(Run(model, [-1f, 2, 0.5f, 2]), Run(quantized, [-1f, 2, 0.5f, 2]), (a, b) => Math.Abs(a - b) < 0.03);
    }

    [Fact]
    public void ExcludedNodes_StayFloat_AndAreListed()
    {
        var report = Block().Quantize(Samples([-1f, 2, 0.5f, 2]), new() { Exclude = ["second"] }).Report;
        Assert.Equal([("second", "excluded by name"), ("sum", "its input 'c2' is float")], report.Float.Take(2).Select(node => (node.Name, node.Reason!)));
        var error = Assert.Throws<QuantizationException>(() => Block().Quantize(Samples([1f, 2, 3, 4]), new() { Exclude = ["secnd"] }));
        Assert.Contains("closest: 'second'", error.Message);
    }

    [Fact]
    public void AnOperatorWithoutIntegerKernel_StaysFloat_AndIsListed()
    {
        var model = Start(17).Initializer("w", [1f, 0, 0, 2], 2, 2, 1, 1).NamedNode("conv", "Conv", ["x", "w"], ["c"]).NamedNode("curve", "Tanh", ["c"], ["y"])
            .Output("y", ElementType.Float32, 1, 2, 1, 2).Build();
        var quantized = model.Quantize(Samples([-1f, 2, 0.5f, 2]));
        var left = Assert.Single(quantized.Report.Float);
        Assert.Equal(("curve", "Tanh"), (left.Name, left.OpType));
        Assert.NotEmpty(left.Reason!);
        Assert.Contains("1 Tanh", $"{quantized.Report}");
        Assert.Equal(Run(model, [-1f, 2, 0.5f, 2]), Run(quantized, [-1f, 2, 0.5f, 2]), (a, b) => Math.Abs(a - b) < 0.05);
    }

    /// <summary>Axes that are open stay open: calibrated at two sizes, run at a third.</summary>
    [Fact]
    public void OpenAxes_TakeSamplesOfAnySize()
    {
        var model = new GraphBuilder("open").Input("x", ElementType.Float32, "n", 2, "h", "w").Initializer("w", [1f, 0, 0, 2], 2, 2, 1, 1)
            .NamedNode("conv", "Conv", ["x", "w"], ["y"]).Output("y", ElementType.Float32, "n", 2, "h", "w").Build();
        Dictionary<string, Tensor> Of(int height, int width, float top) =>
            new() { ["x"] = Tensor.Of([.. Enumerable.Range(0, 2 * height * width).Select(i => top * i / (2 * height * width))], 1, 2, height, width) };
        var quantized = model.Quantize(CalibrationData.Of([Of(2, 3, 1), Of(5, 4, 2)]));
        Assert.Equal(2, quantized.Report.Ranges.Single(range => range.Tensor == "x").Largest, 0.1);
        using var session = Session.Open(quantized);
        using var plain = Session.Open(model);
        var third = Of(3, 7, 1.9f);
        Assert.Equal(plain.Run(third)["y"].Values<float>().ToArray(), session.Run(third)["y"].Values<float>().ToArray(), (a, b) => Math.Abs(a - b) < 0.05);
    }

    [Fact]
    public void SharedWeights_AreQuantizedOnce()
    {
        var quantized = Block().Quantize(Samples([-1f, 2, 0.5f, 2]));
        var initializers = quantized.Model.Proto.Graph.Initializer;
        Assert.Equal("w_quantized", Assert.Single(initializers, tensor => tensor.DataType == (int)ElementType.Int8 && tensor.Dims.Count == 4).Name);
        Assert.Equal(2, initializers.Count(tensor => tensor.Name.EndsWith("bias_quantized", StringComparison.Ordinal)));
        Assert.DoesNotContain(initializers, tensor => tensor.Name is "w" or "b");
    }

    [Fact]
    public void AnInitializerThatIsAnInputToo_BecomesFixed()
    {
        var model = new GraphBuilder("old style", 13, irVersion: 7).Input("x", ElementType.Float32, 1, 2, 1, 2).Input("w", ElementType.Float32, 2, 2, 1, 1)
            .Initializer("w", [1f, 0, 0, 2], 2, 2, 1, 1).NamedNode("conv", "Conv", ["x", "w"], ["y"]).Output("y", ElementType.Float32, 1, 2, 1, 2).Build();
        var quantized = model.Quantize(Samples([-1f, 2, 0.5f, 2]));
        Assert.Equal(["x"], quantized.Model.Inputs.Select(input => input.Name));
        Assert.Equal(Run(model, [-1f, 2, 0.5f, 2]), Run(quantized, [-1f, 2, 0.5f, 2]), (a, b) => Math.Abs(a - b) < 0.05);
    }

    [Fact]
    public void ConstantAndNegativeActivations_GetUsableScales()
    {
        var zeros = Block().Quantize(Samples([0f, 0, 0, 0]));
        Assert.All(Run(zeros, [0f, 0, 0, 0]), value => Assert.True(float.IsFinite(value)));
        var negative = ConvRelu().Quantize(Samples([-4f, -3, -2, -1])).Report.Ranges;
        Assert.Equal((-4.0, 0.0, (byte)255), (negative[0].Range.Low, negative[0].Range.High, negative[0].Range.ZeroPoint));
        Assert.Equal((0.0, 0.0, 1f), (negative[1].Range.Low, negative[1].Range.High, negative[1].Range.Scale));
    }

    [Fact]
    public void ReducedRange_KeepsWeightsWithin64()
    {
        var quantized = ConvRelu().Quantize(Samples([-1f, 2, 0.5f, 2]), new() { ReduceRange = true });
        var weights = quantized.Model.Proto.Graph.Initializer.Single(tensor => tensor.Name == "w_quantized");
        using var bytes = new MemoryStream();
        using (var open = quantized.Model.Payloads[(int)weights.Payload].Open()) open.CopyTo(bytes);
        Assert.Equal([64, 0, 0, 64], bytes.ToArray());
    }
}
