using EdgeNotebooks.Datasets;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Operators.Quantization.Tuning;
using static EdgeNotebooks.Tests.Operators.Quantization.SmallGraphs;

namespace EdgeNotebooks.Tests.Operators.Quantization;

public class TuningTests
{
    private static readonly string[] s_layers = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"];

    private static readonly float[] s_sample = [1f, -0.5f, 0.37f, 0.81f];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public void TheFewestLayersThatMeetTheGoal_AreFound(int needed)
    {
        // A score that counts float layers alone: 90 plus one for each, so that a loss of at most 10 - needed takes exactly that many.
        var result = Chain().QuantizeWithin(Samples(s_sample), new TuningGoal(10 - needed, Count));
        Assert.True(result.IsReached);
        Assert.Equal(needed, result.History.Last(step => step.IsBest).Float.Count);
        Assert.Equal(needed, result.Best.Report.Float.Count(node => node.OpType == "Conv"));
        // The layers left float are the most sensitive ones.
        Assert.Equal(result.Sensitivity.Take(needed).Select(layer => layer.Node).Order(), result.History.Last(step => step.IsBest).Float.Order());
    }

    [Fact]
    public void AMissedGoal_KeepsTheBest_WhichWasHandedOutEachTime()
    {
        var kept = new List<double>();
        var result = Chain().QuantizeWithin(Samples(s_sample), new TuningGoal(0.5, Count) { Improved = best => kept.Add(Count(best)) });
        Assert.False(result.IsReached);
        Assert.Equal(kept.Order(), kept);
        Assert.Equal(97, kept[^1]);
        Assert.Equal(result.History.Count(step => step.IsBest), kept.Count);
    }

    [Fact]
    public void WithoutTime_TheFirstModelIsStillMeasured()
    {
        var result = Chain().QuantizeWithin(Samples(s_sample), new TuningGoal(0.5, Count) { Budget = TimeSpan.Zero });
        Assert.Equal(90, Assert.Single(result.History).Score);
    }

    [Fact]
    public void NoiseGrowsAlongAChain_AndTheRoughLayerIsTheMostSensitive()
    {
        var quantized = Chain().Quantize(Samples(s_sample));
        Assert.Contains(quantized.Noise(Samples(s_sample)), noise => noise.Tensor == "y" && double.IsFinite(noise.SqnrDb) && noise.SqnrDb > 20);
        var sensitivity = Mini.Calibrate(ShapesDataset.Calibration(4)).Sensitivity(ShapesDataset.Calibration(2));
        Assert.Equal(45, sensitivity.Count);
        Assert.Equal(sensitivity.Select(layer => layer.SqnrDb).Order(), sensitivity.Select(layer => layer.SqnrDb));
        // One layer of 45 in 8 bits disturbs the outputs far less than all together do.
        var all = Mini.Quantize(ShapesDataset.Calibration(4)).Noise(ShapesDataset.Calibration(2)).Single(noise => noise.Tensor == "output").SqnrDb;
        Assert.True(sensitivity[^1].SqnrDb > all);
    }

    private static OnnxModel Mini => OnnxModel.Load(Path.GetFullPath("../../models/resnet_mini.onnx", PaperFolder.Committed));

    /// <summary>Stands for accuracy: 100 for a model without integers, else 90 and one more for each float layer.</summary>
    private static double Count(OnnxModel model)
    {
        if (!OperatorTypes(model).Contains("QuantizeLinear")) return 100;
        return 90 + s_layers.Count(layer => model.Graph.Nodes.Single(node => node.Proto.Name == layer).Proto.Input[1] == $"w{layer}");
    }

    private static OnnxModel Chain()
    {
        var builder = Start(17);
        var tensor = "x";
        foreach (var (layer, i) in s_layers.Select((layer, i) => (layer, i)))
        {
            var output = i == s_layers.Length - 1 ? "y" : $"t{i}";
            builder.Initializer($"w{layer}", [1f + (i * 0.013f), 0.11f * i, -0.07f, 0.9f], 2, 2, 1, 1).NamedNode(layer, "Conv", [tensor, $"w{layer}"], [output]);
            tensor = output;
        }

        return builder.Output("y", ElementType.Float32, 1, 2, 1, 2).Build();
    }
}
