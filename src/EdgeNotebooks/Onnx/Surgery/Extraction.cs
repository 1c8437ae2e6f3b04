using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx.Surgery;

/// <summary>
/// Builds a model of some nodes of another: only the initializers, functions, stated types and annotations that they touch come
/// along, in the order of the file; metadata, operator sets and everything unknown stay. Values are shared, not copied.
/// </summary>
internal static class Extraction
{
    /// <summary>The model of <paramref name="nodes"/>, given in topological order.</summary>
    /// <param name="model">Where everything comes from.</param>
    /// <param name="label">What messages call the result.</param>
    /// <param name="nodes">Nodes, changed or not.</param>
    /// <param name="inputs">Inputs of the result that are tensors, in order.</param>
    /// <param name="outputs">Outputs of the result, in order.</param>
    /// <param name="frozen">Initializers that stand for tensors which are computed in the source.</param>
    public static OnnxModel Of(
        OnnxModel model, string label, IReadOnlyList<NodeProto> nodes, IReadOnlyList<ValueInfoProto> inputs, IReadOnlyList<ValueInfoProto> outputs,
        IReadOnlyList<TensorProto>? frozen = null)
    {
        var source = model.Proto.Graph;
        var used = nodes.SelectMany(OuterNames.ReadBy).Concat(outputs.Select(output => output.Name)).ToHashSet();
        var made = nodes.SelectMany(node => node.Output).Concat(inputs.Select(input => input.Name)).ToHashSet();
        var ends = inputs.Concat(outputs).Select(info => info.Name).ToHashSet();

        var graph = Emptied(source);
        graph.Node.AddRange(nodes);
        graph.Initializer.AddRange(source.Initializer.Where(initializer => used.Contains(initializer.Name) && !made.Contains(initializer.Name)));
        graph.Initializer.AddRange(frozen ?? []);
        graph.SparseInitializer.AddRange(source.SparseInitializer.Where(sparse => used.Contains(sparse.Values?.Name ?? "")));
        var constants = graph.Initializer.Select(initializer => initializer.Name).Concat(graph.SparseInitializer.Select(sparse => sparse.Values.Name)).ToHashSet();
        graph.Input.AddRange(inputs);
        // Initializers that are inputs too stay so: old files must list them, and newer ones let a caller replace them.
        graph.Input.AddRange(source.Input.Where(input => constants.Contains(input.Name)));
        graph.Output.AddRange(outputs);
        graph.ValueInfo.AddRange(source.ValueInfo.Where(info => !ends.Contains(info.Name) && (made.Contains(info.Name) || constants.Contains(info.Name))));
        graph.QuantizationAnnotation.AddRange(source.QuantizationAnnotation.Where(note => made.Contains(note.TensorName) || constants.Contains(note.TensorName)));

        var proto = Emptied(model.Proto);
        proto.Graph = graph;
        proto.Functions.AddRange(Called(model.Proto, nodes));
        var result = new OnnxModel(proto, model.Payloads, label);
        _ = result.Graph;
        return result;
    }

    /// <summary>The functions that nodes call, directly or through others.</summary>
    private static IEnumerable<FunctionProto> Called(ModelProto model, IEnumerable<NodeProto> nodes)
    {
        if (model.Functions.Count == 0) return [];
        var called = new HashSet<FunctionProto>(ReferenceEqualityComparer.Instance);
        var open = new Stack<NodeProto>(nodes);
        while (open.TryPop(out var node))
        {
            foreach (var inner in node.Attribute.SelectMany(attribute => attribute.Graphs.Append(attribute.G)).OfType<GraphProto>().SelectMany(graph => graph.Node))
                open.Push(inner);
            foreach (var function in model.Functions.Where(function =>
                function.Name == node.OpType && Domains.Same(function.Domain, node.Domain) && function.Overload == node.Overload && called.Add(function)))
            {
                foreach (var inner in function.Node) open.Push(inner);
            }
        }

        return model.Functions.Where(called.Contains);
    }

    /// <summary>A copy without the parts that are chosen anew; unknown fields stay.</summary>
    private static GraphProto Emptied(GraphProto source)
    {
        var shell = new GraphProto(source);
        shell.Node.Clear();
        shell.Initializer.Clear();
        shell.SparseInitializer.Clear();
        shell.Input.Clear();
        shell.Output.Clear();
        shell.ValueInfo.Clear();
        shell.QuantizationAnnotation.Clear();
        return shell;
    }

    private static ModelProto Emptied(ModelProto source)
    {
        var shell = new ModelProto(source) { Graph = null };
        shell.Functions.Clear();
        return shell;
    }
}
