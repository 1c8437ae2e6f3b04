using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Operators.Verification;

namespace EdgeNotebooks.Tests.Onnx.Cuts;

public class WideCutTests
{
    /// <summary>Four branches of three nodes each, joined at the end; the tensors of branch i have 4 (i + 1) values after the first node.</summary>
    private static OnnxModel Branches(int count)
    {
        var graph = new GraphBuilder("branches").Input("x", ElementType.Float32, 1, 64);
        for (var i = 0; i < count; i++)
        {
            graph.Initializer($"start{i}", [0L], 1).Initializer($"end{i}", [4L * (i + 1)], 1).Initializer($"axis{i}", [1L], 1)
                .Node("Exp", ["x"], [$"a{i}"]).Node("Slice", [$"a{i}", $"start{i}", $"end{i}", $"axis{i}"], [$"b{i}"]).Node("Neg", [$"b{i}"], [$"c{i}"]);
        }

        return graph.Node("Concat", [.. Enumerable.Range(0, count).Select(i => $"c{i}")], ["y"], ("axis", 1))
            .Output("y", ElementType.Float32, 1, 4 * count * (count + 1) / 2).Build();
    }

    // By hand: behind the node that makes b1, the others are cheapest after their slices: 16 + 32 + 48 + 64 bytes.
    [Fact]
    public void WhereFourTensorsCross_TheCheapestCutIsListed()
    {
        var wide = Branches(4).Cuts().Where(cut => cut.Tensors.Count > 2).ToList();
        Assert.NotEmpty(wide);
        Assert.Equal(4 * 4 * (1 + 2 + 3 + 4), wide.Min(cut => cut.Bytes));
        Assert.All(wide, cut => Assert.True(Branches(4).Partition(cut).Verify().Holds));
    }

    [Fact]
    public void AMinimumCut_IsNeverMoreThanAnyOther()
    {
        var model = Branches(3);
        var all = model.Cuts(tensors: 3).Where(cut => cut.Tensors.Count == 3).ToList();
        // By hand: one of a, b, c in each of three branches.
        Assert.Equal(27, all.Count(cut => !cut.Tensors.Contains("x")));
        Assert.Equal(model.Cuts().Where(cut => cut.Tensors.Count == 3).Min(cut => cut.Bytes), all.Min(cut => cut.Bytes));
    }

    [Fact]
    public void ASearchThatIsTooLong_SaysWhatItLeftOut()
    {
        var graph = new GraphBuilder("ladder").Input("x", ElementType.Float32, 4).Node("Exp", ["x"], ["a0"]).Node("Neg", ["x"], ["b0"]).Node("Abs", ["x"], ["c0"]);
        for (var i = 0; i < 150; i++) graph.Node("Exp", [$"a{i}"], [$"a{i + 1}"]).Node("Neg", [$"b{i}"], [$"b{i + 1}"]).Node("Abs", [$"c{i}"], [$"c{i + 1}"]);
        var model = graph.Node("Sum", ["a150", "b150", "c150"], ["y"]).Output("y", ElementType.Float32, 4).Build();
        Assert.Equal(0, model.Cuts().NotListed);
        Assert.True(model.Cuts(tensors: 3).NotListed > 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void TheWidth_IsLimited(int tensors) => Assert.Throws<ArgumentOutOfRangeException>(() => Branches(2).Cuts(tensors: tensors));
}
