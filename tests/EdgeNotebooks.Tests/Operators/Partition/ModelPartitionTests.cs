using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Tests.Onnx;

namespace EdgeNotebooks.Tests.Operators.Partition;

public class ModelPartitionTests
{
    private static readonly SessionSettings s_exact = new() { Optimize = false };

    [Fact]
    public void PartsInChain_EqualTheWhole_AtEveryCut()
    {
        var model = SampleNetworks.Residual(2, 2);
        var input = new Dictionary<string, Tensor> { ["input"] = Tensor.Of(new SampleNetworks.WeightSource().Draw(2 * 3 * 32 * 32), 2, 3, 32, 32) };
        using var whole = Session.Open(model, s_exact);
        var expected = whole.Run(input)["logits"].Bytes.ToArray();
        var cuts = model.Cuts();
        Assert.NotEmpty(cuts);
        Assert.All(cuts, cut => Assert.Equal(expected, Chain(model.Partition(cut), input)["logits"].Bytes.ToArray()));
    }

    [Fact]
    public void AResidualSum_IsACut_AndABranchIsNot()
    {
        var model = SampleNetworks.Residual(2, 2);
        var cuts = model.Cuts();
        Assert.Contains(cuts, cut => cut.Tensors is ["s1b1"]);
        Assert.Contains(cuts, cut => cut.Tensors is ["x", "s1b0_r1"]);
        var error = Assert.Throws<InvalidCutException>(() => model.Partition(["s1b0_r1"]));
        Assert.Equal(["x"], error.AlsoCrossing);
        Assert.Equal("model 'residual': cut {s1b0_r1} does not separate 'input' from 'logits': 'x' crosses too; add it to the cut", error.Message);
    }

    // Bytes by hand: 8 channels of 32 x 32 float32. Parameters: stem 3*8*9+8, and two 8*8*9+8 convolutions per block.
    [Fact]
    public void ACut_SaysWhatItCosts()
    {
        var cut = Assert.Single(SampleNetworks.Residual(2, 2).Cuts(), cut => cut.Tensors is ["s1b1"]);
        Assert.Equal(8 * 32 * 32 * 4, cut.Bytes);
        Assert.Equal(3 * 8 * 9 + 8 + 4 * (8 * 8 * 9 + 8), cut.ParametersBefore);
        Assert.Equal((3 * 8 * 9 + 4 * 8 * 8 * 9) * 32L * 32, cut.MacsBefore);
    }

    [Fact]
    public void ThreeParts_EqualTheWhole()
    {
        var model = SampleNetworks.Residual(2, 2, 2);
        var input = new Dictionary<string, Tensor> { ["input"] = Tensor.Of(new SampleNetworks.WeightSource().Draw(3 * 32 * 32), 1, 3, 32, 32) };
        using var whole = Session.Open(model, s_exact);
        var parts = model.Partition(Balance.Macs, parts: 3);
        Assert.Equal(3, parts.Parts.Count);
        Assert.Equal(whole.Run(input)["logits"].Bytes.ToArray(), Chain(parts, input)["logits"].Bytes.ToArray());
    }

    [Fact]
    public void ADynamicSize_NeedsTheSizeAsSecondTensor()
    {
        var model = SampleNetworks.DynamicSize();
        var error = Assert.Throws<InvalidCutException>(() => model.Partition(["b"]));
        Assert.Equal(["input"], error.AlsoCrossing);
        Assert.DoesNotContain(model.Cuts(), cut => cut.Tensors.Count == 1 && cut.Tensors[0] is "b" or "c");
        Assert.Contains(model.Cuts(), cut => cut.Tensors.ToHashSet().SetEquals(["b", "size"]));
        var input = new Dictionary<string, Tensor> { ["input"] = Tensor.Of(new SampleNetworks.WeightSource().Draw(3 * 20 * 30), 1, 3, 20, 30) };
        using var whole = Session.Open(model, s_exact);
        var expected = whole.Run(input)["out"].Bytes.ToArray();
        Assert.All(model.Cuts(), cut => Assert.Equal(expected, Chain(model.Partition(cut), input)["out"].Bytes.ToArray()));
    }

    [Fact]
    public void AMistypedName_GetsTheNearest()
    {
        var error = Assert.Throws<TensorNotFoundException>(() => SampleNetworks.Residual(1).Partition(["s1b0_rl"]));
        Assert.Equal("s1b0_r1", error.Nearest[0]);
    }

    [Fact]
    public void CutsOutOfOrder_AreRefused() => Assert.Contains(
        "lies before an earlier cut", Assert.Throws<InvalidCutException>(() => SampleNetworks.Residual(2, 2).Partition(["s1b1"], ["s1b0"])).Message);

    [Theory]
    [InlineData("input", "leaves nothing before it")]
    [InlineData("logits", "leaves nothing behind it")]
    [InlineData("fc_w", "the same in every run")]
    [InlineData("s1b0,s1b1", "which nothing behind the cut reads")]
    public void AUselessCut_IsRefusedWithItsReason(string tensors, string reason) => Assert.Contains(
        reason, Assert.Throws<InvalidCutException>(() => SampleNetworks.Residual(2, 2).Partition(tensors.Split(','))).Message);

    [Fact]
    public void SavedParts_AppearTogether_AndKeepMetadata()
    {
        using var folder = new TemporaryFolder();
        var model = SampleNetworks.Residual(1, 1);
        var paths = model.Partition(["s1b0"]).Save(folder.Path);
        Assert.Equal(["part1.onnx", "part2.onnx"], folder.Files);
        Assert.All(paths, path => Assert.Equal("residual", OnnxModel.Load(path).Metadata["subject"]));
        Assert.Equal("s1b0: float32 batchx8x32x32", Assert.Single(OnnxModel.Load(paths[1]).Inputs).ToString());
    }

    private static IReadOnlyDictionary<string, Tensor> Chain(PartitionedModel model, Dictionary<string, Tensor> inputs)
    {
        var pool = new Dictionary<string, Tensor>(inputs);
        foreach (var part in model.Parts)
        {
            using var session = Session.Open(part, s_exact);
            foreach (var (name, tensor) in session.Run(pool)) pool[name] = tensor;
        }

        return pool;
    }
}
