using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Tests.Onnx.Shapes;

/// <summary>Small graphs, a few nodes each, by name.</summary>
internal static class OperatorCases
{
    public static IReadOnlyDictionary<string, GraphBuilder> ByName { get; } =
        new[] { WindowCases.All, LayoutCases.All, ElementCases.All, ArithmeticCases.All }.SelectMany(graphs => graphs).ToDictionary(graph => graph.Build().Name);

    /// <summary>The model with axes of its input <c>x</c> named <c>d0</c>, <c>d1</c> and so on.</summary>
    public static OnnxModel Open(OnnxModel model, Func<int, bool> opens)
    {
        var opened = OnnxModel.FromBytes(model.ToBytes());
        foreach (var input in opened.Proto.Graph.Input.Where(input => input.Name == "x"))
        {
            var dims = input.Type.TensorType.Shape.Dim;
            for (var axis = 0; axis < dims.Count; axis++)
            {
                if (opens(axis)) dims[axis].DimParam = $"d{axis}";
            }
        }

        return OnnxModel.FromBytes(opened.ToBytes());
    }
}
