using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Operators.Verification;

namespace EdgeNotebooks.Tests.Operators.Verification;

public class ChainProofTests
{
    private static OnnxModel Model(params string[] operators)
    {
        var builder = new GraphBuilder("chain").Input("x0", ElementType.Float32, 1, 8);
        for (var i = 0; i < operators.Length; i++) builder.Node(operators[i], [$"x{i}"], [$"x{i + 1}"]);
        return builder.Output($"x{operators.Length}", ElementType.Float32, 1, 8).Build();
    }

    [Fact]
    public void PartsOfTheModel_Hold()
    {
        var proof = ChainProof.Of(Model("Exp", "Tanh", "Neg").Partition(["x1"], ["x2"]));
        Assert.True(proof.Holds);
        Assert.True(proof.BitEqual);
    }

    [Fact]
    public void PartsOfAnotherModel_DoNot()
    {
        var other = Model("Exp", "Sigmoid", "Neg").Partition(["x1"]);
        var proof = ChainProof.Of(new PartitionedModel(Model("Exp", "Tanh", "Neg"), other.Cuts, other.Parts));
        Assert.False(proof.Holds);
        Assert.False(proof.BitEqual);
        Assert.True(proof.Difference > ChainProof.Tolerance);
        Assert.Contains("do NOT compute", proof.ToString());
    }

    [Fact]
    public void Inputs_RepeatWithTheSeed_AndAreHashed()
    {
        var model = Model("Neg", "Exp");
        var divided = model.Partition(["x1"]);
        Assert.Equal(ChainProof.Of(divided).InputsSha256, ChainProof.Of(divided, RandomInputs.Of(model, seed: 1)).InputsSha256);
        Assert.NotEqual(ChainProof.Of(divided).InputsSha256, ChainProof.Of(divided, RandomInputs.Of(model, seed: 2)).InputsSha256);
        Assert.All(RandomInputs.Of(model)["x0"].Values<float>().ToArray(), value => Assert.InRange(value, -1, 1));
    }
}
