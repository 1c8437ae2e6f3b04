using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cost;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Shapes;
using EdgeNotebooks.Tests.Onnx.Shapes;

namespace EdgeNotebooks.Tests.Onnx.Cost;

/// <summary>MACs of single nodes, worked out by hand from the definitions.</summary>
public class MacsTests
{
    /// <summary>Graphs of the shape tests; each product is outputs times what each output sums over.</summary>
    [Theory]
    [InlineData("conv_grouped_dilated", 1 * 8 * 5 * 7 * (2 * 3 * 2))] // 9-2*2=5 rows, 10-3*1=7 columns; 4/2 channels
    [InlineData("conv_strided", 1 * 8 * 5 * 3 * (4 * 3 * 3))] // (9+3-3)/2+1=5 rows, (10+1-3)/3+1=3 columns
    [InlineData("conv_1d", 2 * 6 * 9 * (4 * 5))] // (17+4-5)/2+1=9
    [InlineData("conv_transpose_grouped", 1 * 4 * 9 * 10 * (3 * 2 * 2))] // each input element meets 3 output channels of its group
    [InlineData("gemm_transposed", 3 * 7 * 5)]
    [InlineData("gemm_transposed_weights", 3 * 7 * 5)]
    [InlineData("matmul_batched", 2 * 5 * 3 * 6 * 4)]
    [InlineData("matmul_row", 6 * 4)]
    [InlineData("matmul_column", 2 * 3 * 4)]
    [InlineData("matmul_microsoft", 2 * 3 * 5 * 4)]
    [InlineData("einsum_attention", 2 * 3 * 5 * 5 * 4)]
    [InlineData("einsum_implicit", 3 * 4 * 5)]
    [InlineData("lstm", 7 * 2 * (2 * 20 * 3 + 2 * 20 * 5))] // steps * batch * both weights of both directions
    [InlineData("qlinear_conv", 8 * 9 * 10 * (4 * 3 * 3) + 8 * 4 * 4 * (4 * 3 * 3))] // QLinearConv, then ConvInteger with stride 2
    [InlineData("qlinear_matmul", 2 * (2 * 3 * 5 * 4))]
    [InlineData("activations", 0)]
    [InlineData("maxpool", 0)]
    [InlineData("resize_sizes", 0)]
    [InlineData("loop", 0)]
    [InlineData("if_agreeing", 0)]
    public void ANode_CountsItsProducts(string name, long macs)
    {
        var model = OperatorCases.ByName[name].Build();
        Assert.Equal(macs, Cost(model).Macs);
    }

    [Fact]
    public void AnOpenAxis_LeavesOnlyItsNodesUnknown()
    {
        var cost = Cost(new GraphBuilder("g").Input("x", ElementType.Float32, "batch", 3).Initializer("w", new float[6], 3, 2)
            .Node("MatMul", ["x", "w"], ["y"]).Node("Relu", ["y"], ["z"]).Build());

        Assert.Equal([null, 0], cost.Nodes.Select(node => node.Macs));
        Assert.Null(cost.Macs);
        Assert.Equal(6, cost.Parameters);
    }

    [Fact]
    public void AnOperatorThatIsNotKnown_IsNotFree() =>
        Assert.Null(Cost(new GraphBuilder("g").Input("x", ElementType.Float32, 3).Domain("odd").Node("odd.Thing", ["x"], ["y"]).Build()).Macs);

    [Fact]
    public void ABranchOrALoopThatMultiplies_IsUnknownUnlessBothBranchesAgree()
    {
        var weights = new GraphBuilder("g").Input("x", ElementType.Float32, 4, 4).Input("c", ElementType.Bool).Initializer("n", [5L]);
        var product = new GraphBuilder("p").Node("MatMul", ["x", "x"], ["p"]).Output("p", ElementType.Float32, 4, 4);
        var copy = new GraphBuilder("q").Node("Relu", ["x"], ["q"]).Output("q", ElementType.Float32, 4, 4);
        var body = new GraphBuilder("b").Input("i", ElementType.Int64).Input("go", ElementType.Bool).Input("s", ElementType.Float32, 4, 4)
            .Node("Identity", ["go"], ["on"]).Node("MatMul", ["s", "x"], ["t"]).Output("on", ElementType.Bool).Output("t", ElementType.Float32, 4, 4);
        var cost = Cost(weights.Node("If", ["c"], ["a"], ("then_branch", product), ("else_branch", product))
            .Node("If", ["c"], ["b"], ("then_branch", product), ("else_branch", copy))
            .Node("Loop", ["n", "", "x"], ["d"], ("body", body)).Build());

        Assert.Equal([64, null, null], cost.Nodes.Select(node => node.Macs));
    }

    [Fact]
    public void AFunctionOfTheModel_CostsWhatItsBodyDoes()
    {
        var model = new GraphBuilder("g").Input("x", ElementType.Float32, 2, 3).Initializer("w", new float[12], 3, 4).Domain("mine")
            .Node("mine.Linear", ["x", "w"], ["y"]).Build();
        model.Proto.Functions.Add(new FunctionProto
        {
            Name = "Linear",
            Domain = "mine",
            Input = { "a", "b" },
            Output = { "c" },
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 17 } },
            Node = { new NodeProto { OpType = "MatMul", Input = { "a", "b" }, Output = { "c" } } },
        });

        Assert.Equal(2 * 4 * 3, Cost(model).Macs);
    }

    private static GraphCost Cost(OnnxModel model) => GraphCost.Of(model, ShapeInference.Infer(model));
}
