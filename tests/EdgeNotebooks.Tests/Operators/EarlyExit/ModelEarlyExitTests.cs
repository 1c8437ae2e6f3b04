using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Operators.Verification;
using EdgeNotebooks.Tests.Onnx;

namespace EdgeNotebooks.Tests.Operators.EarlyExit;

public class ModelEarlyExitTests
{
    [Fact]
    public void EveryRunOfBlocks_IsFound() => Assert.Equal(
        ["stem -> s1b0 (1 block)", "s1b0 -> s1b1 (1 block)", "stem -> s1b1 (2 blocks)", "s2b0 -> s2b1 (1 block)", "s2b1 -> s2b2 (1 block)", "s2b0 -> s2b2 (2 blocks)"],
        SampleNetworks.Residual(2, 3).Exits().Select(exit => exit.ToString()));

    // By hand: two blocks of conv, relu, conv, add, relu, of which the last block's relu stays and the first sum's goes.
    [Fact]
    public void SkippingTheLastTwoBlocks_SaysWhatGoes()
    {
        var exit = SampleNetworks.Residual(2, 3).Exits().SkipLast(2);
        Assert.Equal(("s2b0", "s2b2"), (exit.From, exit.To));
        Assert.Equal(10, exit.RemovedNodes);
        Assert.Equal(4 * (16 * 16 * 9 + 16), exit.RemovedParameters);
        Assert.Equal(4L * 16 * 16 * 9 * 16 * 16, exit.RemovedMacs);
    }

    [Fact]
    public void EveryExit_EqualsHeadThenTail_AndRemovesWhatItSays()
    {
        var model = SampleNetworks.Residual(2, 3);
        Assert.All(model.Exits(), exit =>
        {
            var exited = model.EarlyExit(exit);
            var proof = model.VerifyEarlyExit(exited, exit.From, exit.To);
            Assert.True(proof.Holds, proof.ToString());
            Assert.All(proof.Exact, output => Assert.True(output.Identical));
            Assert.Equal(model.Graph.Nodes.Length - exit.RemovedNodes, exited.Graph.Nodes.Length);
            Assert.DoesNotContain(exited.Proto.Graph.Initializer, initializer => exited.Graph.Find(initializer.Name)!.Readers.Count == 0);
        });
    }

    [Fact]
    public void AnExitedModel_CanBePartitioned()
    {
        var model = SampleNetworks.Residual(2, 3).EarlyExit("s2b0", "s2b2");
        var proof = model.Partition(Balance.Parameters).Verify();
        Assert.True(proof.Holds, proof.ToString());
    }

    [Fact]
    public void ADynamicSize_KeepsExits()
    {
        var weights = new SampleNetworks.WeightSource();
        var graph = new GraphBuilder("dynamic residual").Input("x", ElementType.Float32, 1, 3, "H", "W");
        SampleNetworks.Conv(graph, weights, "x", "a", 3, 4, stride: 2);
        graph.Node("Relu", ["a"], ["ra"]);
        SampleNetworks.Conv(graph, weights, "ra", "b", 4, 4);
        var model = graph.Node("Add", ["b", "ra"], ["s"]).Node("Relu", ["s"], ["y"]).Output("y", ElementType.Float32, 1, 4, "h", "w").Build();
        Assert.Equal("a -> s (1 block)", Assert.Single(model.Exits()).ToString());
    }

    [Fact]
    public void AnOutputThatIsSkipped_KeepsItsName()
    {
        var model = new GraphBuilder("out").Input("x", ElementType.Float32, 4).Node("Relu", ["x"], ["a"]).Node("Exp", ["a"], ["b"]).Node("Add", ["a", "b"], ["y"])
            .Output("y", ElementType.Float32, 4).Build();
        var exited = model.EarlyExit("a", "y");
        Assert.Equal("y", Assert.Single(exited.Outputs).Name);
        Assert.True(model.VerifyEarlyExit(exited, "a", "y").Holds);
    }

    [Theory]
    [InlineData("s1b0", "s2b0", "their shapes are batchx8x32x32 and batchx16x16x16")]
    [InlineData("s2b1", "s2b0", "they are in the wrong order")]
    [InlineData("s2b0", "s2b0", "both are the same tensor")]
    [InlineData("fc_w", "s2b0", "the same in every run")]
    public void AnImpossibleExit_IsRefusedWithItsReason(string from, string to, string reason) => Assert.Contains(
        reason, Assert.Throws<InvalidExitException>(() => SampleNetworks.Residual(2, 3).EarlyExit(from, to)).Message);

    [Fact]
    public void NamesDoNotMatter()
    {
        var model = SampleNetworks.Residual(2, 3);
        var (renamed, name) = RandomNames.For(model);
        Assert.Equal(model.Exits().Select(exit => exit with { From = name(exit.From), To = name(exit.To) }), renamed.Exits());
        Assert.Equal(
            model.Cuts().Select(cut => $"{string.Join(" ", cut.Tensors.Select(name))} {cut.Bytes} {cut.ParametersBefore} {cut.MacsBefore}"),
            renamed.Cuts().Select(cut => $"{string.Join(" ", cut.Tensors)} {cut.Bytes} {cut.ParametersBefore} {cut.MacsBefore}"));
    }
}
