using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Operators.Verification;

namespace EdgeNotebooks.Tests.Operators.Verification;

public class ModelVerificationTests
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
        var proof = Model("Exp", "Tanh", "Neg").Partition(["x1"], ["x2"]).Verify();
        Assert.True(proof.Holds);
        Assert.True(proof.BitEqual);
    }

    [Fact]
    public void PartsOfAnotherModel_DoNot()
    {
        var other = Model("Exp", "Sigmoid", "Neg").Partition(["x1"]);
        var proof = new PartitionedModel(Model("Exp", "Tanh", "Neg"), other.Cuts, other.Parts).Verify();
        Assert.False(proof.Holds);
        Assert.False(proof.BitEqual);
        Assert.True(proof.Difference > Proof.Tolerance);
        Assert.Contains("NOT true", proof.ToString());
    }

    [Fact]
    public void Inputs_RepeatWithTheSeed_AndAreHashed()
    {
        var model = Model("Neg", "Exp");
        var divided = model.Partition(["x1"]);
        Assert.Equal(divided.Verify().InputsSha256, divided.Verify(RandomInputs.Of(model, seed: 1)).InputsSha256);
        Assert.NotEqual(divided.Verify().InputsSha256, divided.Verify(RandomInputs.Of(model, seed: 2)).InputsSha256);
        Assert.All(RandomInputs.Of(model)["x0"].Values<float>().ToArray(), value => Assert.InRange(value, -1, 1));
    }
}
