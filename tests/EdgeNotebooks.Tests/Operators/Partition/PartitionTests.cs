using EdgeNotebooks.Datasets;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.Partition;

namespace EdgeNotebooks.Tests.Operators.Partition;

public class PartitionTests
{
    private static readonly SessionSettings s_exact = new() { Threads = 1, Optimize = false };

    private static OnnxModel Model => OnnxModel.Load(Path.GetFullPath("../../models/resnet_mini.onnx", PaperFolder.Committed));

    private static Dictionary<string, Tensor> Input => new()
    {
        ["input"] = Tensor.Of(ShapesDataset.Normalisation.ToTensor([ShapesDataset.HeldOut(1)[0].Picture]), 1, 3, 64, 64),
    };

    [Theory]
    [InlineData(Balance.Parameters, 2)]
    [InlineData(Balance.Macs, 2)]
    [InlineData(Balance.Parameters, 3)]
    [InlineData(Balance.Macs, 4)]
    public void PartsInChain_EqualTheWhole(Balance balance, int parts)
    {
        var divided = Model.Partition(balance, parts);
        Assert.Equal(parts, divided.Parts.Count);
        using var whole = Session.Open(Model, s_exact);
        IReadOnlyDictionary<string, Tensor> tensors = Input;
        foreach (var part in divided.Parts)
        {
            using var session = Session.Open(part, s_exact);
            tensors = session.Run(tensors);
        }

        Assert.Equal(whole.Run(Input)["output"].Bytes.ToArray(), tensors["output"].Bytes.ToArray());
    }

    [Fact]
    public void BalancedByParameters_BothPartsHoldAboutHalf()
    {
        var divided = Model.Partition(Balance.Parameters);
        var (first, second) = (ModelInfo.Of(divided.Parts[0]).Parameters, ModelInfo.Of(divided.Parts[1]).Parameters);
        Assert.Equal(ModelInfo.Of(Model).Parameters, first + second);
        // The heaviest layer, a 3x3 convolution of 96 channels, holds 83,040 of 886,292 parameters, so the nearest cut is off by half of that at most.
        Assert.InRange((double)first / (first + second), 0.453, 0.547);
    }

    [Fact]
    public void SavedParts_AreWholeFiles_ThatRun()
    {
        var folder = Directory.CreateTempSubdirectory("edgenb-test-").FullName;
        try
        {
            var paths = Model.Partition(Balance.Parameters).Save(folder);
            Assert.Equal(["part1.onnx", "part2.onnx"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            using var first = Session.Open(paths[0], s_exact);
            using var second = Session.Open(paths[1], s_exact);
            Assert.Equal(20, second.Run(first.Run(Input))["output"].Elements);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void CutsInTheWrongOrder_AreNamed()
    {
        var error = Assert.Throws<InvalidCutException>(() => Model.Partition(["/layer3/layer3.2/Add_output_0"], ["/layer2/layer2.0/Add_output_0"]));
        Assert.Contains("'/layer2/layer2.0/Add_output_0', which lies before an earlier cut", error.Message);
    }
}
