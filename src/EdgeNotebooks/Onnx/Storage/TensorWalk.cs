using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx.Storage;

/// <summary>Every TensorProto of a model, wherever it lies: initializers, attributes, sub-graphs, functions.</summary>
internal static class TensorWalk
{
    public static IEnumerable<TensorProto> In(ModelProto model) =>
        In(model.Graph).Concat(model.Functions.SelectMany(function =>
            function.Node.SelectMany(In).Concat(function.AttributeProto.SelectMany(In))));

    public static IEnumerable<TensorProto> In(NodeProto node) => node.Attribute.SelectMany(In);

    private static IEnumerable<TensorProto> In(GraphProto graph) =>
        graph.Initializer.Concat(graph.SparseInitializer.SelectMany(In)).Concat(graph.Node.SelectMany(In));

    private static IEnumerable<TensorProto> In(AttributeProto attribute)
    {
        if (attribute.T is not null) yield return attribute.T;
        foreach (var tensor in attribute.Tensors) yield return tensor;
        foreach (var tensor in attribute.SparseTensor is null ? [] : In(attribute.SparseTensor)) yield return tensor;
        foreach (var tensor in attribute.SparseTensors.SelectMany(In)) yield return tensor;
        foreach (var tensor in attribute.G is null ? [] : In(attribute.G)) yield return tensor;
        foreach (var tensor in attribute.Graphs.SelectMany(In)) yield return tensor;
    }

    private static IEnumerable<TensorProto> In(SparseTensorProto sparse)
    {
        if (sparse.Values is not null) yield return sparse.Values;
        if (sparse.Indices is not null) yield return sparse.Indices;
    }
}
