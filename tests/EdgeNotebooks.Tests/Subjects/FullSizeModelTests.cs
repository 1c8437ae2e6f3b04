using System.Globalization;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cost;
using EdgeNotebooks.Onnx.Shapes;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Subjects;

namespace EdgeNotebooks.Tests.Subjects;

public class FullSizeModelTests
{
    public static TheoryData<string> All => ["resnet", "resnext", "fcn", "duc"];

    /// <summary>
    /// model_sizes.csv (PAPER.md, section 10). For duc it has the size of the zoo's file, 261 MB, in which batch normalisation is not
    /// folded: four numbers per channel instead of one, 52,864 channels; the graph itself takes a hundredth.
    /// </summary>
    [Theory]
    [InlineData("resnet", 126_817_768)]
    [InlineData("resnext", 83_353_832)]
    [InlineData("fcn", 51_895_957)]
    [InlineData("duc", (260_671_144 - 94_376) / 4 - 3 * 52_864)]
    public void Parameters_AreThoseOfTheOriginal(string subject, long parameters)
    {
        var model = FullSizeModel.Build(subject);
        Assert.Equal(parameters, GraphCost.Of(model, ShapeInference.Infer(model)).Parameters);
        Assert.Equal(parameters, FullSizeModel.ArchitectureOf(subject).Parameters);
    }

    /// <summary>
    /// torchvision's documentation, in GFLOPS, which are multiply-adds there: wide_resnet101_2 22.75, resnext101_64x4d 15.46, and
    /// fcn_resnet101 232.74 at 520x520 with its auxiliary head. That head is cut off in the study: 3x3 from 1024 to 256 channels and 1x1 to 21
    /// classes at 65x65 make 4225 * (1024 * 256 * 9 + 256 * 21) = 9.99 of them.
    /// </summary>
    [Theory]
    [InlineData("resnet", 224, 22.75)]
    [InlineData("resnext", 224, 15.46)]
    [InlineData("fcn", 520, 232.74 - 9.99)]
    public void Macs_AreThoseOfTheOriginal(string subject, int side, double billions)
    {
        var model = FullSizeModel.Build(subject);
        var shapes = ShapeInference.Infer(model, new Dictionary<string, TensorShape> { ["input"] = new(1, 3, side, side) });
        Assert.Equal(billions, GraphCost.Of(model, shapes).Macs!.Value / 1e9, 0.01);
    }

    /// <summary>model_sizes.csv: shares of part 1.</summary>
    [Theory]
    [InlineData("resnet", 62_351_872, 48_712_192)]
    [InlineData("resnext", 40_862_976, 31_872_256)]
    [InlineData("fcn", 26_378_368, 21_915_776)]
    public void PartOne_HasTheParametersOfTheStudy(string subject, long partition, long exitPartition)
    {
        var (model, cuts) = (FullSizeModel.Build(subject), SubjectCatalog.Require(subject).Cuts);
        Assert.Equal(partition, Parameters(model.Partition(cuts.Partition).Parts[0]));
        var left = model.EarlyExit(cuts.ExitFrom, cuts.ExitTo);
        Assert.Equal(exitPartition, Parameters(left.Partition(cuts.ExitPartition).Parts[0]));
    }

    /// <summary>Five nodes per block: three convolutions, the sum and its ReLU (and the ReLUs inside, two more).</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void TheStudysOperators_TakeHold(string subject)
    {
        var (model, known) = (FullSizeModel.Build(subject), SubjectCatalog.Require(subject));
        Assert.Equal(2, model.Partition(known.Cuts.Partition).Parts.Count);
        var left = model.EarlyExit(known.Cuts.ExitFrom, known.Cuts.ExitTo);
        Assert.Equal(model.Graph.Nodes.Length - 14, left.Graph.Nodes.Length);
        Assert.Equal(2, left.Partition(known.Cuts.ExitPartition).Parts.Count);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void InputsAndOutputs_AreTheCatalogs(string subject)
    {
        var (model, known) = (FullSizeModel.Build(subject), SubjectCatalog.Require(subject));
        var input = Assert.Single(model.Inputs);
        Assert.Equal(known.InputName, input.Name);
        Assert.Equal(known.OutputName, Assert.Single(model.Outputs).Name);
        Assert.Equal(known.InputShape.Rank, input.Shape!.Rank);
    }

    /// <summary>fcn_int8_nodes.csv: every tensor of the quantized original that is a float tensor of the original, with its shape at 224x224.</summary>
    [Fact]
    public void Fcn_HasTheTensorsOfTheOriginal()
    {
        var model = FullSizeModel.Build("fcn");
        var shapes = ShapeInference.Infer(model, new Dictionary<string, TensorShape> { ["input"] = new(1, 3, 224, 224) });
        var rows = File.ReadLines(PaperFolder.Require("fcn_int8_nodes.csv")).Skip(1).Select(line => line.Split(','))
            .Where(row => row[1].All(char.IsAsciiDigit) || row[1] == "out").ToArray();
        Assert.True(rows.Length > 100, $"{rows.Length} rows");
        Assert.All(rows, row => Assert.Equal((row[1], row[2]), (row[1], Text(shapes[row[1]]!.Shape!))));
        // Nodes whose operator survives quantization are numbered alike.
        var numbered = rows.Where(row => row[0].StartsWith("Add_", StringComparison.Ordinal) || row[0].StartsWith("Relu_", StringComparison.Ordinal)).ToArray();
        Assert.All(numbered, row => Assert.Equal(row[0], model.Graph.Nodes[model.Graph.Require(row[1]).Producer!.Value].Proto.Name));
    }

    /// <summary>resnext_node_outputs.csv: every node's output, in our own graph. Its pooling's output has four axes there too.</summary>
    [Fact]
    public void Resnext_HasEveryShapeOfTheOriginal()
    {
        var rows = File.ReadLines(PaperFolder.Require("resnext_node_outputs.csv")).Skip(1).Select(line => line.Split(',')).ToArray();
        var model = FullSizeModel.Build("resnext");
        var shapes = ShapeInference.Infer(model, new Dictionary<string, TensorShape> { ["input"] = new(1, 3, 224, 224) });
        Assert.Equal(rows.Length, model.Graph.Nodes.Length);
        Assert.All(rows.Where(row => row[1] != "output"), row => Assert.Equal((row[1], row[2]), (row[1], $"{shapes[row[1]]!.Shape}")));
        Assert.Equal("1x1000", $"{shapes["output"]!.Shape}");
    }

    /// <summary>
    /// intermediate_sizes.csv against image_sizes.csv: our fcn makes of the study's hundred pictures the hundred shapes that it lists (in
    /// another order), and the tensors of all subjects have its bytes.
    /// </summary>
    [Fact]
    public void Intermediates_OfTheStudysPictures_HaveItsShapes()
    {
        var rows = File.ReadLines(PaperFolder.Require("intermediate_sizes.csv")).Skip(1).Select(line => line.Split(','))
            .Select(row => (Subject: row[0], Tensor: row[3], Shape: string.Join('x', row[5..9]), Bytes: long.Parse(row[9], CultureInfo.InvariantCulture))).ToArray();
        var pictures = File.ReadLines(PaperFolder.Require("image_sizes.csv")).Skip(1).Select(line => line.Split(',')).Where(row => row[0] == "coco")
            .Select(row => new TensorShape(1, 3, long.Parse(row[4], CultureInfo.InvariantCulture), long.Parse(row[3], CultureInfo.InvariantCulture))).ToArray();
        Assert.Equal((600, 100), (rows.Length, pictures.Length));
        foreach (var subject in rows.GroupBy(row => row.Subject))
        {
            var model = FullSizeModel.Build(subject.Key);
            TensorShape[] inputs = subject.Key == "fcn" ? pictures : [SubjectCatalog.Require(subject.Key).TypicalShape];
            var seen = inputs.Select(input => ShapeInference.Infer(model, new Dictionary<string, TensorShape> { [model.Inputs[0].Name] = input })).ToArray();
            foreach (var tensor in subject.GroupBy(row => row.Tensor))
            {
                var ours = seen.Select(shapes => ($"{shapes[tensor.Key]!.Shape}", shapes[tensor.Key]!.Bytes!.Value)).Order();
                var theirs = tensor.Select(row => (row.Shape, row.Bytes)).Order();
                Assert.Equal(subject.Key == "fcn" ? theirs : theirs.Distinct(), ours);
            }
        }
    }

    [Fact]
    public void WhatCrossesTheCuts_HasTheShapesOfThePaper()
    {
        Assert.Equal([480, 640], ShapeInference.Infer(FullSizeModel.Build("fcn"), new Dictionary<string, TensorShape> { ["input"] = new(1, 3, 480, 640) }).Integers("995")!);
        var duc = ShapeInference.Infer(FullSizeModel.Build("duc"), new Dictionary<string, TensorShape> { ["data"] = new(1, 3, 800, 800) });
        Assert.Equal("1x2048x100x100", $"{duc["conv5_1_1x1_proj/bn"]!.Shape}");
        Assert.Equal("1x512x100x100", $"{duc["conv5_1_3x3/relu"]!.Shape}");
        Assert.Equal("1x1024x100x100", $"{duc["conv4_23"]!.Shape}");
        Assert.Equal("1x19x160000", $"{duc["seg_loss"]!.Shape}");
    }

    /// <summary>
    /// graph_nodes.csv: 180 nodes of duc on the GPU, 170 after its exit. ONNX Runtime there fuses each ReLU into the convolution before it, and
    /// cannot fuse a Sum; so our nodes less those ReLUs must be as many.
    /// </summary>
    [Fact]
    public void Duc_HasTheNodesOfTheOriginal()
    {
        var cuts = SubjectCatalog.Require("duc").Cuts;
        var model = FullSizeModel.Build("duc");
        Assert.Equal(180, Unfused(model));
        Assert.Equal(170, Unfused(model.EarlyExit(cuts.ExitFrom, cuts.ExitTo)));

        static int Unfused(OnnxModel model) => model.Graph.Nodes.Count(node =>
            node.OpType != "Relu" || model.Graph.Nodes[model.Graph.Require(node.Proto.Input[0]).Producer!.Value].OpType != "Conv");
    }

    /// <summary>Through 34 blocks the values neither vanish nor explode.</summary>
    [Fact]
    public void RandomWeights_KeepActivationsSane()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "fcn.onnx");
        var model = FullSizeModel.WithRandomWeights("fcn", seed: 5);
        model.Save(path);
        Assert.Equal("random", SubjectCatalog.WeightsOf(path));
        using var session = Session.Open(path);
        var random = new Random(1);
        var values = session.Run([.. Enumerable.Range(0, 3 * 40 * 56).Select(_ => random.NextSingle() * 3.4f - 1.7f)], 1, 3, 40, 56);
        Assert.Equal(21 * 40 * 56, values.Length);
        var deviation = Math.Sqrt(values.Average(value => (double)value * value));
        Assert.InRange(deviation, 0.01, 100);
    }

    [Fact]
    public void TheSameSeed_GivesTheSameWeights()
    {
        float[] Of(ulong seed) => new EdgeNotebooks.Subjects.Weights.SeededWeights(seed).Values("layer1.0.conv1.weight", [64, 64, 1, 1]);
        Assert.Equal(Of(1), Of(1));
        Assert.NotEqual(Of(1), Of(2));
        // 2 / 64 is the variance; 4,096 values estimate it within 10 % (standard error 2.2 %).
        Assert.Equal(2.0 / 64, Of(3).Average(value => (double)value * value), 2.0 / 640);
    }

    [Fact]
    public void ASmallSubject_IsNotBuilt() =>
        Assert.Contains("full-size", Assert.Throws<ArgumentException>(() => FullSizeModel.WithRandomWeights("fcn_mini")).Message);

    private static long Parameters(OnnxModel model) => GraphCost.Of(model, ShapeInference.Infer(model)).Parameters;

    private static string Text(TensorShape shape) => shape.Rank == 0 ? "" : $"{shape}";
}
