using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Shapes;

namespace EdgeNotebooks.Tests.Onnx.Shapes;

/// <summary>What holds between a graph with open axes and the same graph with lengths, for every operator.</summary>
public class OpenAxesTests
{
    public static TheoryData<string> Names => [.. OperatorCases.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ExpressionsOverNamedAxes_GiveTheLengthsOfTheClosedGraph(string name)
    {
        var model = OperatorCases.ByName[name].Build();
        var lengths = Lengths(model);
        var closed = ShapeInference.Infer(model);
        var open = ShapeInference.Infer(OperatorCases.Open(model, _ => true));

        foreach (var tensor in model.Graph.Nodes.SelectMany(node => node.Proto.Output).Where(tensor => tensor.Length > 0))
        {
            var (actual, found) = (closed.Fact(tensor), open.Fact(tensor));
            Assert.Equal((tensor, actual.Type), (tensor, found.Type));
            if (found.Shape is not null)
            {
                Assert.Equal(actual.Rank, found.Rank);
                Assert.All(found.Shape.Dims.Zip(actual.Shape!.Dims), pair => AssertAgree(pair.First, pair.Second));
            }

            if (found.Values is { } values && actual.Values is { } numbers) Assert.All(values.Zip(numbers), pair => AssertAgree(pair.First, pair.Second));
        }

        void AssertAgree(Number found, Number actual)
        {
            if (!found.IsUnknown) Assert.Equal(actual.Real, found.Real ?? LengthExpression.Evaluate(found.ToString(), lengths));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GivenAllLengths_TheOpenGraphIsTheClosedOne(string name)
    {
        var model = OperatorCases.ByName[name].Build();
        var closed = ShapeInference.Infer(model);
        var given = ShapeInference.Infer(OperatorCases.Open(model, _ => true), new Dictionary<string, TensorShape> { ["x"] = new(Lengths(model).Select(length => (Dim)length)) });

        Assert.All(model.Graph.Tensors, tensor => Assert.Equal(closed[tensor.Name], given[tensor.Name]));
    }

    private static long[] Lengths(OnnxModel model) => [.. model.Inputs.Single(input => input.Name == "x").Shape!.Dims.Select(dim => dim.Value!.Value)];
}
