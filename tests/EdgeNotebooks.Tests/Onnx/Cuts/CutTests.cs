using EdgeNotebooks.Datasets;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Onnx.Surgery;

namespace EdgeNotebooks.Tests.Onnx.Cuts;

public class CutTests
{
    private static readonly SessionSettings s_exact = new() { Threads = 1, Optimize = false };

    private static OnnxModel ResnetMini => OnnxModel.Load(Path.GetFullPath("../../models/resnet_mini.onnx", PaperFolder.Committed));

    /// <summary>a = Relu(in), then Tanh(a) + Exp(Neg(a)): a block with a projection on its shortcut, then a tail.</summary>
    private static OnnxModel Block => new GraphBuilder("block")
        .Input("in", ElementType.Float32, 1, 4)
        .Node("Relu", ["in"], ["a"])
        .Node("Neg", ["a"], ["b"])
        .Node("Exp", ["b"], ["c"])
        .Node("Tanh", ["a"], ["d"])
        .Node("Add", ["d", "c"], ["sum"])
        .Node("Abs", ["sum"], ["out"])
        .Output("out", ElementType.Float32, 1, 4)
        .Build();

    /// <summary>What each set of first nodes sends, by hand: Relu; +Neg; +Exp; Relu+Tanh; +Neg; +Exp; +Add.</summary>
    [Fact]
    public void ABlock_IsCutAroundItOrThroughBothItsBranches() => Assert.Equal(["a", "a, b", "a, c", "a, d", "b, d", "c, d", "sum"],
        Block.Cuts().Select(cut => string.Join(", ", cut.Tensors.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));

    /// <summary>A block whose shortcut is its input itself: its middle is cut together with the input, although the input alone is a cut too.</summary>
    [Fact]
    public void ABlockWithAnIdentityShortcut_IsCutInItsMiddleToo()
    {
        var model = new GraphBuilder("identity shortcut")
            .Input("in", ElementType.Float32, 1, 4)
            .Node("Relu", ["in"], ["a"])
            .Node("Neg", ["a"], ["b"])
            .Node("Exp", ["b"], ["c"])
            .Node("Add", ["a", "c"], ["sum"])
            .Node("Abs", ["sum"], ["out"])
            .Output("out", ElementType.Float32, 1, 4)
            .Build();
        Assert.Equal(["a", "a, b", "a, c", "sum"], model.Cuts().Select(cut => string.Join(", ", cut.Tensors.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ATensorThatCrossesToo_IsNamed()
    {
        var error = Assert.Throws<InvalidCutException>(() => Division.At(Block, ["b"], "1", "2"));
        Assert.Equal(["a"], error.AlsoCrossing);
        Assert.Contains("'a' crosses too; add it to the cut", error.Message);
    }

    [Fact]
    public void AMistypedTensor_IsAnsweredWithTheNearest()
    {
        var error = Assert.Throws<TensorNotFoundException>(() => Division.At(ResnetMini, ["Add_output_0"], "1", "2"));
        Assert.Contains("/layer1/layer1.0/Add_output_0", error.Message);
    }

    [Fact]
    public void ResidualSums_AreCutsOfResnetMini_AndParametersAddUp()
    {
        var cuts = ResnetMini.Cuts();
        var sums = cuts.Where(cut => cut.Tensors is [var only] && only.EndsWith("/Add_output_0", StringComparison.Ordinal)).ToArray();
        Assert.Equal(13, sums.Length);
        // The card's count; no parameter is used on both sides of a cut.
        Assert.All(cuts, cut => Assert.Equal(886_292, cut.ParametersBefore + cut.ParametersAfter));
        // 144 channels of 4x4 values of 4 bytes leave the third stage.
        Assert.Equal(144 * 4 * 4 * 4, sums.Single(cut => cut.Tensors[0] == "/layer3/layer3.5/Add_output_0").Bytes);
    }

    [Fact]
    public void EveryListedCut_GivesPartsWhoseChainEqualsTheWholeBitForBit()
    {
        var model = ResnetMini;
        var input = Tensor.Of(ShapesDataset.Normalisation.ToTensor([ShapesDataset.HeldOut(1)[0].Picture]), 1, 3, 64, 64);
        using var whole = Session.Open(model, s_exact);
        var expected = whole.Run(new Dictionary<string, Tensor> { ["input"] = input })["output"].Bytes.ToArray();
        Assert.All(model.Cuts(), cut =>
        {
            var (before, after) = Division.At(model, cut.Tensors, "part 1", "part 2");
            using var first = Session.Open(before, s_exact);
            using var second = Session.Open(after, s_exact);
            Assert.Equal(cut.Tensors.Order(StringComparer.Ordinal), second.Inputs.Keys.Order(StringComparer.Ordinal));
            var seam = first.Run(new Dictionary<string, Tensor> { ["input"] = input });
            Assert.Equal(expected, second.Run(seam)["output"].Bytes.ToArray());
        });
    }
}
