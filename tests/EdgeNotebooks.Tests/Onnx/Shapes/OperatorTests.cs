using EdgeNotebooks.Onnx.Shapes;

namespace EdgeNotebooks.Tests.Onnx.Shapes;

/// <summary>Each operator against what ONNX Runtime makes when it runs the same graph.</summary>
public class OperatorTests
{
    public static TheoryData<string> Names => [.. OperatorCases.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void InferredShapesAndValues_AreThoseOfONNXRuntime(string name)
    {
        var model = OperatorCases.ByName[name].Build();
        var inferred = ShapeInference.Infer(model);

        foreach (var (tensor, actual) in RuntimeShapes.Of(model, inferred))
        {
            var fact = inferred.Fact(tensor);
            Assert.Equal((tensor, actual.Type), (tensor, fact.Type));
            Assert.Equal((tensor, actual.Shape), (tensor, fact.Shape));
            if (fact.Values is not { } values) continue;
            Assert.Equal(actual.Values!.Length, values.Length);
            Assert.All(values.Zip(actual.Values), pair => Assert.Equal(pair.Second, pair.First.Real ?? pair.Second));
        }
    }

    public static TheoryData<string> ArithmeticNames => [.. ArithmeticCases.All.Select(graph => graph.Build().Name)];

    [Theory]
    [MemberData(nameof(ArithmeticNames))]
    public void ArithmeticOnShapes_IsFollowedToTheEnd(string name)
    {
        var model = OperatorCases.ByName[name].Build();
        var inferred = ShapeInference.Infer(model);

        var small = model.Graph.Nodes.SelectMany(node => node.Proto.Output).Where(tensor => inferred[tensor]!.Shape!.Elements <= 24).ToList();
        Assert.NotEmpty(small);
        Assert.All(small, tensor => Assert.DoesNotContain(inferred.Fact(tensor).Values ?? [Number.Unknown], value => value.Real is null));
    }
}
