using EdgeNotebooks.Datasets;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Operators.Quantization.Seams;
using EdgeNotebooks.Operators.Verification;
using static EdgeNotebooks.Tests.Operators.Quantization.SmallGraphs;

namespace EdgeNotebooks.Tests.Operators.Quantization;

/// <summary>Quantize, then exit; exit, then quantize; and partitions of either.</summary>
public class SeamTests
{
    private const string From = "/layer4/layer4.0/Add_output_0", To = "/layer4/layer4.2/Add_output_0";

    private static readonly float[] s_sample = [1f, -1, 0.1f, -0.1f];

    private static OnnxModel Mini => OnnxModel.Load(Path.GetFullPath("../../models/resnet_mini.onnx", PaperFolder.Committed));

    [Fact]
    public void SkippingAConvolutionThatShrinks_ClipsBehindTheSeam()
    {
        // The skipped convolution multiplies by 1/4, so y was calibrated on -1/4..1/4 and now gets -1..1: half of the four values lie outside.
        var exited = Scaling(0.25f).Quantize(Samples(s_sample)).EarlyExit("t1", "t2");
        var seam = Assert.Single(exited.Seam(Samples(s_sample)).Seam);
        Assert.Equal(("y", 50.0), (seam.Tensor, seam.ClippedPct));
        var repaired = exited.RecalibrateSeam(Samples(s_sample));
        Assert.Empty(repaired.Seam(Samples(s_sample)).Seam);
        Assert.Equal(s_sample, Run(repaired, s_sample), (a, b) => Math.Abs(a - b) <= 3.0 / 255);
        Assert.Equal(0.25, Run(exited, s_sample).Max(), 2);
    }

    [Fact]
    public void SkippingAConvolutionThatGrows_WastesBits()
    {
        var exited = Scaling(4).Quantize(Samples(s_sample)).EarlyExit("t1", "t2");
        var seam = Assert.Single(exited.Seam(Samples(s_sample)).Seam);
        Assert.Equal((0.0, 25.0), (seam.ClippedPct, Math.Round(seam.UsedPct)));
    }

    [Fact]
    public void WithoutAnExit_AllRangesFit()
    {
        var quantized = Block().Quantize(Samples(s_sample));
        Assert.Empty(quantized.Model.Seam(Samples(s_sample)).Seam);
        Assert.Same(quantized.Model, quantized.Model.RecalibrateSeam(Samples(s_sample)));
    }

    [Fact]
    public void ABiasBehindTheSeam_KeepsItsValue()
    {
        var model = Start(17).Initializer("i", [1f, 0, 0, 1], 2, 2, 1, 1).Initializer("s", [0.25f, 0, 0, 0.25f], 2, 2, 1, 1).Initializer("b", [0.3f, -0.2f], 2)
            .NamedNode("c1", "Conv", ["x", "i"], ["t1"]).NamedNode("c2", "Conv", ["t1", "s"], ["t2"]).NamedNode("c3", "Conv", ["t2", "i"], ["t3"])
            .NamedNode("c4", "Conv", ["t3", "i", "b"], ["y"]).Output("y", ElementType.Float32, 1, 2, 1, 2).Build();
        var repaired = model.Quantize(Samples(s_sample)).EarlyExit("t1", "t2").RecalibrateSeam(Samples(s_sample));
        Assert.Equal([1.3f, -0.7f, -0.1f, -0.3f], Run(repaired, s_sample), (a, b) => Math.Abs(a - b) <= 4 * 2.0 / 255);
    }

    [Theory]
    [InlineData(QuantizationPreset.Full)]
    [InlineData(QuantizationPreset.Study)]
    public void BothOrders_Run_AndBothAreDivided(QuantizationPreset preset)
    {
        var options = new QuantizationOptions { Preset = preset };
        var data = ShapesDataset.Calibration(8);
        foreach (var model in new[] { Mini.Quantize(data, options).EarlyExit(From, To), Mini.EarlyExit(From, To).Quantize(data, options).Model })
        {
            Assert.DoesNotContain(model.Graph.Tensors, tensor => tensor.Name.StartsWith("/layer4/layer4.1", StringComparison.Ordinal));
            Assert.True(model.Partition(["/layer3/layer3.2/Add_output_0"]).Verify().Holds);
        }
    }

    [Fact]
    public void ACutAtTheInt8Tensor_CarriesAQuarterOfTheBytes()
    {
        var quantized = Mini.Quantize(ShapesDataset.Calibration(2)).Model;
        var cuts = quantized.Cuts().Where(cut => cut.Tensors.Count == 1).ToDictionary(cut => cut.Tensors[0], cut => cut.Bytes);
        const string tensor = "/layer3/layer3.2/relu_2/Relu_output_0";
        Assert.Equal(cuts[tensor], 4 * cuts[$"{tensor}_quantized"]);
        var parts = quantized.Partition([$"{tensor}_quantized"]);
        Assert.Equal(ElementType.UInt8, Assert.Single(parts.Parts[0].Outputs).Type);
        Assert.True(parts.Verify().Holds);
    }

    /// <summary>Three convolutions that keep two channels apart: by 1, by a factor, by 1.</summary>
    private static OnnxModel Scaling(float factor) => Start(17).Initializer("i", [1f, 0, 0, 1], 2, 2, 1, 1).Initializer("s", [factor, 0, 0, factor], 2, 2, 1, 1)
        .NamedNode("c1", "Conv", ["x", "i"], ["t1"]).NamedNode("c2", "Conv", ["t1", "s"], ["t2"]).NamedNode("c3", "Conv", ["t2", "i"], ["y"])
        .Output("y", ElementType.Float32, 1, 2, 1, 2).Build();
}
