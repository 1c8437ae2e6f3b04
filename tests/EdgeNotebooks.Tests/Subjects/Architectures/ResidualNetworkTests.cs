using EdgeNotebooks.Subjects.Architectures;
using EdgeNotebooks.Subjects.Weights;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNotebooks.Tests.Subjects.Architectures;

public class ResidualNetworkTests
{
    private static readonly ResidualArchitecture Tiny = new("tiny", 8, 2, 3, [new(1, 2, 4, 1), new(2, 4, 8, 2, Groups: 2)], Classes: 3);

    /// <summary>The study's export, node by node: resnext_node_outputs.csv beside PAPER.md.</summary>
    [Fact]
    public void NodesAndTensors_HaveTheNamesAndTheOrderOfTheOriginals()
    {
        var original = File.ReadLines(PaperFolder.Require("resnext_node_outputs.csv")).Skip(1).Select(line => line.Split(',')[..2]);
        var ours = ResidualNetwork.Build(ResidualArchitecture.ResNext, new Zeros()).Graph.Nodes.Select(node => new[] { node.Proto.Name, node.Proto.Output[0] });
        Assert.Equal(original, ours);
    }

    [Fact]
    public void Parameters_AreTheFloatsOfTheGraph()
    {
        var tensors = ResidualNetwork.Build(Tiny, new Zeros()).Graph.Tensors.Where(tensor => tensor.IsInitializer);
        Assert.Equal(Tiny.Parameters, tensors.Sum(tensor => tensor.Initializer!.Dims.Aggregate(1L, (product, size) => product * size)));
    }

    [Fact]
    public void OpsetAndFormat_AreTheStudys()
    {
        var model = ResidualNetwork.Build(Tiny, new Zeros());
        Assert.Equal((17, 8), (model.Opset, model.IrVersion));
    }

    /// <summary>With every weight and bias 0 but the last layer's bias, the logits are that bias.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void ABatchOfAnySize_RunsInOnnxRuntime(int batch)
    {
        using var session = new InferenceSession(ResidualNetwork.Build(Tiny, new Zeros()).ToBytes());
        using var input = OrtValue.CreateTensorValueFromMemory(new float[batch * 3 * 8 * 8], [batch, 3, 8, 8]);
        using var options = new RunOptions();
        using var results = session.Run(options, ["input"], [input], ["output"]);
        Assert.Equal([batch, 3], results[0].GetTensorTypeAndShape().Shape);
        Assert.All(results[0].GetTensorDataAsSpan<float>().ToArray(), value => Assert.Equal(0.25f, value));
    }

    [Fact]
    public void AsksForEachWeightInItsShape()
    {
        var weights = new Zeros();
        _ = ResidualNetwork.Build(Tiny, weights).ToBytes();
        Assert.Equal([4, 2, 3, 3], weights.Asked["layer2.1.conv2.weight"]);
        Assert.Equal([8, 4, 1, 1], weights.Asked["layer2.0.downsample.0.weight"]);
        Assert.Equal([3, 8], weights.Asked["fc.weight"]);
    }

    private sealed class Zeros : IWeights
    {
        public Dictionary<string, int[]> Asked { get; } = [];

        public float[] Values(string name, IReadOnlyList<int> shape)
        {
            Asked[name] = [.. shape];
            var values = new float[shape.Aggregate(1, (product, size) => product * size)];
            if (name == "fc.bias") Array.Fill(values, 0.25f);
            return values;
        }
    }
}
