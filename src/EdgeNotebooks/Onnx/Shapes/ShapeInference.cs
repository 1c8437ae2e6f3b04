using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>
/// Carries types, shapes and small integer contents from the inputs through the graph. What a rule cannot tell is taken from the
/// file's own statements, or stays unknown; nothing is guessed.
/// </summary>
internal sealed class ShapeInference
{
    private readonly ModelGraph graph;
    private readonly TensorFact[] facts;
    private readonly bool trustDeclared;

    private ShapeInference(ModelGraph graph, IReadOnlyDictionary<string, TensorShape> inputShapes)
    {
        this.graph = graph;
        // A stated shape inside the graph may have been computed for the input shapes in the file.
        trustDeclared = inputShapes.Count == 0;
        facts = new TensorFact[graph.Tensors.Count];
        Array.Fill(facts, TensorFact.Unknown);
        foreach (var tensor in graph.Tensors)
        {
            if (tensor.Initializer is { } initializer) facts[tensor.Id] = ShapeRules.Of(initializer);
            else if (tensor.Sparse is { Values: not null } sparse)
                facts[tensor.Id] = new((ElementType)sparse.Values.DataType, new TensorShape(sparse.Dims.Select(dim => dim >= 0 ? (Dim)dim : Dim.Unknown)));
            else if (tensor.IsInput)
            {
                var stated = Stated(tensor.Declared!);
                if (inputShapes.TryGetValue(tensor.Name, out var given)) stated = stated with { Shape = given };
                facts[tensor.Id] = stated with { Shape = stated.Shape is { } shape ? Named(tensor.Name, shape) : null };
            }
        }
    }

    /// <summary>What is known of each tensor, by its number.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputShapes">Shapes that replace those in the file, by name of input; none for the shapes as stated.</param>
    public static TensorFact[] Run(ModelGraph graph, IReadOnlyDictionary<string, TensorShape> inputShapes)
    {
        var inference = new ShapeInference(graph, inputShapes);
        foreach (var node in graph.Nodes) inference.Visit(node);
        return inference.facts;
    }

    /// <summary>Every open axis of an input gets a name, so that what follows from it can be compared.</summary>
    private static TensorShape Named(string input, TensorShape shape) =>
        new(shape.Dims.Select((dim, axis) => dim == Dim.Unknown ? OpenLength.Of(input, axis) : dim));

    private static TensorFact Stated(ValueInfoProto proto) => ValueInfo.From(proto) is var info ? new(info.Type, info.Shape) : TensorFact.Unknown;

    private void Visit(GraphNode node)
    {
        var opset = graph.Model.OpsetOf(node.Proto.Domain) ?? 0;
        var view = new NodeFacts(node.Proto, opset, name => graph.Find(name) is { } tensor ? facts[tensor.Id] : TensorFact.Unknown, ConstantOf);
        var outputs = ShapeRules.Apply(view) ?? SubgraphOutputs(node.Proto);
        for (var i = 0; i < node.Proto.Output.Count; i++)
        {
            if (node.Proto.Output[i].Length == 0) continue;
            var tensor = graph.Find(node.Proto.Output[i])!;
            var fact = i < outputs.Count ? outputs[i] : TensorFact.Unknown;
            if (tensor.Declared is { } declared)
            {
                var stated = Stated(declared);
                fact = fact.OrElse(trustDeclared ? stated : stated with { Shape = null });
            }

            facts[tensor.Id] = fact;
        }
    }

    private TensorProto? ConstantOf(string name) => graph.Find(name) is { } tensor
        ? tensor.Initializer ?? (tensor.Producer is { } maker ? ShapeRules.ConstantOf(graph.Nodes[maker].Proto) : null)
        : null;

    /// <summary>If, Loop and Scan yield what their bodies state; shapes only where both branches of an If agree.</summary>
    private static IReadOnlyList<TensorFact> SubgraphOutputs(NodeProto node)
    {
        GraphProto? Body(string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name)?.G;
        if (!Domains.IsStandard(node.Domain)) return [];
        if (node.OpType == "If" && Body("then_branch") is { } then && Body("else_branch") is { } otherwise)
            return [.. then.Output.Zip(otherwise.Output, (a, b) => Agreed(Stated(a), Stated(b)))];
        // The first output of a loop's body is its condition; what is scanned gains an axis, so only types are told.
        if (node.OpType == "Loop" && Body("body") is { } loop) return [.. loop.Output.Skip(1).Select(output => new TensorFact(Stated(output).Type, null))];
        if (node.OpType == "Scan" && Body("body") is { } scan) return [.. scan.Output.Select(output => new TensorFact(Stated(output).Type, null))];
        return [];
    }

    private static TensorFact Agreed(TensorFact a, TensorFact b) => new(
        a.Type == b.Type ? a.Type : ElementType.Undefined,
        a.Shape is not null && b.Shape is not null && a.Shape.Equals(b.Shape) ? a.Shape : null);
}
