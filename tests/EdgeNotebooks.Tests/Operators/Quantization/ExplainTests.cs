using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Operators.Quantization.Explaining;
using EdgeNotebooks.Operators.Verification;

namespace EdgeNotebooks.Tests.Operators.Quantization;

/// <summary>Each cause of lost speed, found in a model built to have it and not in a control without it.</summary>
public class ExplainTests
{
    private static readonly Int8Instructions s_some = new(["AVX512-VNNI"], IsX64: true);

    [Fact]
    public void NodesThatStayFloat_AreACause()
    {
        // Tanh has no integer kernel here, and over 64 channels of 64x64 it takes longer than the convolutions.
        Assert.Contains(SlownessKind.FloatNodes, Causes(Chain(between: "Tanh")));
        Assert.DoesNotContain(SlownessKind.FloatNodes, Causes(Chain(between: "Relu")));
    }

    [Fact]
    public void ConversionsInside_AreACause()
    {
        // Around each float node a pair runs; without one only the input's and the output's conversions are left.
        var (with, without) = (Explain(Chain(between: "Tanh")), Explain(Chain(between: "Relu")));
        Assert.Equal(2, without.Conversions);
        Assert.InRange(with.Conversions, 4, 8);
        Assert.Contains(with.Causes, cause => cause.Kind == SlownessKind.Conversions);
    }

    [Fact]
    public void SlowIntegerKernels_AreACause()
    {
        // 64 groups of 4 channels: three times slower in int8 on every x64 processor seen; a dense one of as many channels is faster.
        Assert.Contains(SlownessKind.SlowKernels, Causes(Convolution(groups: 64)));
        if (Int8Instructions.Here.Any) Assert.DoesNotContain(SlownessKind.SlowKernels, Causes(Convolution(groups: 1)));
    }

    [Fact]
    public void AProcessorWithoutInstructions_IsTheFirstCause()
    {
        var model = Chain(between: "Relu");
        Assert.Equal(SlownessKind.NoInstructions, Explain(model, new Int8Instructions([], IsX64: true)).Causes[0].Kind);
        Assert.DoesNotContain(Explain(model, s_some).Causes, cause => cause.Kind == SlownessKind.NoInstructions);
    }

    [Fact]
    public void AModelOfManySmallOperators_HasLittleToGain()
    {
        var builder = new GraphBuilder("tiny").Input("x", ElementType.Float32, 1, 4, 2, 2).Initializer("w", [.. Enumerable.Range(0, 16).Select(i => i / 16f)], 4, 4, 1, 1);
        for (var i = 0; i < 40; i++) builder.Node("Conv", [i == 0 ? "x" : $"t{i - 1}", "w"], [$"t{i}"]);
        Assert.Contains(SlownessKind.SmallOperators, Causes(builder.Output("t39", ElementType.Float32, 1, 4, 2, 2).Build()));
        Assert.DoesNotContain(SlownessKind.SmallOperators, Causes(Convolution(groups: 1)));
    }

    /// <summary>
    /// Integer convolutions want channels last. A float one with groups of 6 channels takes them as they come (blocks hold 8 or 16), so that only
    /// the integer model transposes, at both borders of a large map with little to compute. A matrix product has no layout to want.
    /// </summary>
    [Fact]
    public void TransposesAtTheBorders_AreACause()
    {
        Assert.Contains(SlownessKind.Layout, Causes(Thin()));
        Assert.DoesNotContain(SlownessKind.Layout, Causes(Products()));
    }

    [Fact]
    public void EveryProduct_IsTimedInBothForms()
    {
        var explained = Explain(Chain(between: "Relu"));
        Assert.Equal(["c1", "c2"], explained.Nodes.Where(node => node.OpType == "Conv").Select(node => node.Name));
        Assert.All(explained.Nodes.Where(node => node.OpType == "Conv"), node => Assert.True(node.FloatSeconds > 0 && node.QuantizedSeconds > 0));
        Assert.True(explained.Bound > 0);
    }

    [Fact]
    public void ThePresetFast_LeavesGroupedConvolutionsFloat()
    {
        var model = Grouped();
        var report = model.Quantize(Data(model), new() { Preset = QuantizationPreset.Fast }).Report;
        Assert.Contains(report.Float, node => node.Name == "grouped");
        Assert.Contains(report.Quantized, node => node.Name == "dense");
        Assert.Contains(report.Trials, trial => trial.StaysFloat && trial.Gain > 1);
    }

    private static IEnumerable<SlownessKind> Causes(OnnxModel model) => Explain(model).Causes.Select(cause => cause.Kind);

    private static SpeedExplanation Explain(OnnxModel model, Int8Instructions? instructions = null) =>
        model.Quantize(Data(model)).Explain(RandomInputs.Of(model), runs: 10, instructions: instructions ?? s_some);

    private static CalibrationData Data(OnnxModel model) => CalibrationData.Of([RandomInputs.Of(model)]);

    /// <summary>Two 1x1 convolutions of 64 channels with something between them.</summary>
    private static OnnxModel Chain(string between) => new GraphBuilder("chain").Input("x", ElementType.Float32, 1, 64, 64, 64)
        .Initializer("w", Weights(64 * 64), 64, 64, 1, 1).NamedNode("c1", "Conv", ["x", "w"], ["a"]).NamedNode("between", between, ["a"], ["b"])
        .NamedNode("c2", "Conv", ["b", "w"], ["y"]).Output("y", ElementType.Float32, 1, 64, 64, 64).Build();

    private static OnnxModel Convolution(int groups) => new GraphBuilder("convolution").Input("x", ElementType.Float32, 1, 256, 28, 28)
        .Initializer("w", Weights(256 * 256 / groups * 9), 256, 256 / groups, 3, 3)
        .NamedNode("conv", "Conv", ["x", "w"], ["y"], ("group", groups), ("pads", [1, 1, 1, 1])).Output("y", ElementType.Float32, 1, 256, 28, 28).Build();

    /// <summary>A dense convolution that gains in int8, and a grouped one that loses.</summary>
    private static OnnxModel Grouped() => new GraphBuilder("grouped").Input("x", ElementType.Float32, 1, 256, 28, 28)
        .Initializer("w", Weights(256 * 256 * 9), 256, 256, 3, 3).Initializer("g", Weights(256 * 4 * 9), 256, 4, 3, 3)
        .NamedNode("dense", "Conv", ["x", "w"], ["d"], ("pads", [1, 1, 1, 1]))
        .NamedNode("grouped", "Conv", ["d", "g"], ["y"], ("group", 64), ("pads", [1, 1, 1, 1])).Output("y", ElementType.Float32, 1, 256, 28, 28).Build();

    private static OnnxModel Thin() => new GraphBuilder("thin").Input("x", ElementType.Float32, 1, 12, 128, 128)
        .Initializer("w", Weights(12 * 6), 12, 6, 1, 1).NamedNode("conv", "Conv", ["x", "w"], ["y"], ("group", 2)).Output("y", ElementType.Float32, 1, 12, 128, 128).Build();

    private static OnnxModel Products() => new GraphBuilder("products").Input("x", ElementType.Float32, 1024, 128)
        .Initializer("w", Weights(128 * 128), 128, 128).NamedNode("product", "MatMul", ["x", "w"], ["y"]).Output("y", ElementType.Float32, 1024, 128).Build();

    private static float[] Weights(int count) => [.. Enumerable.Range(0, count).Select(i => ((i * 37 % 101) - 50) / 1000f)];
}
