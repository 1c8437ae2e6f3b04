using EdgeNotebooks.Onnx.Shapes;

namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>
/// A graph as cuts see it: which nodes carry data from the inputs, which are constant, and which are cheap arithmetic on shapes.
/// </summary>
internal sealed class FlowGraph
{
    private static readonly HashSet<string> s_random =
        ["RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike", "Multinomial", "Bernoulli"];

    private static readonly HashSet<string> s_shapeOps =
    [
        "Shape", "Size", "Gather", "Slice", "Concat", "Unsqueeze", "Squeeze", "Cast", "Add", "Sub", "Mul", "Div", "Floor", "Ceil", "Identity",
        "Reshape", "Range", "Min", "Max", "Equal", "Where", "ConstantOfShape",
    ];

    /// <summary>Tensors of more elements are data, not shapes.</summary>
    private const int LongestShape = 64;

    private readonly bool[] constantNode;
    private readonly bool[] constantTensor;
    private readonly ShapeMap shapes;
    private readonly TensorFact[] facts;

    public FlowGraph(ModelGraph graph)
    {
        Graph = graph;
        Outputs = [.. graph.Tensors.Where(tensor => tensor.IsOutput).Select(tensor => tensor.Id)];
        shapes = ShapeInference.Infer(graph.Model);
        facts = [.. graph.Tensors.Select(tensor => shapes.Fact(tensor.Name))];
        constantNode = new bool[graph.Nodes.Length];
        constantTensor = new bool[graph.Tensors.Count];
        foreach (var tensor in graph.Tensors) constantTensor[tensor.Id] = tensor.IsInitializer;
        foreach (var node in graph.Nodes)
        {
            if (IsRandom(node) || !node.Inputs.All(IsConstant)) continue;
            constantNode[node.Index] = true;
            foreach (var output in node.Outputs) constantTensor[output] = true;
        }
    }

    public ModelGraph Graph { get; }

    /// <summary>Outputs of the model, in topological order.</summary>
    public IReadOnlyList<int> Outputs { get; }

    /// <summary>Types and shapes as the file states them, open axes by name.</summary>
    public IReadOnlyList<TensorFact> Facts => facts;

    /// <summary>Whether the tensor is the same in every run; random operators are never constant.</summary>
    public bool IsConstant(int tensor) => constantTensor[tensor];

    public bool IsConstantNode(int node) => constantNode[node];

    /// <summary>
    /// Whether every run finds the same small integers here although they are computed from data: lengths of fixed shapes. Such a
    /// tensor never crosses; a part that needs it gets it as an initializer.
    /// </summary>
    public bool IsKnown(int tensor) =>
        !constantTensor[tensor] && !Graph.Tensors[tensor].IsInput && facts[tensor] is { Type: ElementType.Int64 or ElementType.Int32, Shape.Rank: <= 1 } && Integers(tensor) is not null;

    /// <summary>The integers in a small tensor, if every run finds the same; null otherwise.</summary>
    public IReadOnlyList<long>? Integers(int tensor) => shapes.Integers(Graph.Tensors[tensor].Name);

    /// <summary>Whether a node may be computed on both sides: arithmetic on a few numbers that describe a shape.</summary>
    public bool IsCheap(int node)
    {
        var it = Graph.Nodes[node];
        return Domains.IsStandard(it.Proto.Domain) && s_shapeOps.Contains(it.Proto.OpType)
            && it.Outputs.All(output => facts[output].Shape?.Elements is <= LongestShape);
    }

    private static bool IsRandom(GraphNode node) =>
        (Domains.IsStandard(node.Proto.Domain) && s_random.Contains(node.Proto.OpType)) || node.HasSubgraph && node.Proto.Attribute
            .SelectMany(attribute => attribute.Graphs.Append(attribute.G)).OfType<Schema.GraphProto>().Any(HoldsRandom);

    private static bool HoldsRandom(Schema.GraphProto graph) => graph.Node.Any(node =>
        s_random.Contains(node.OpType) || node.Attribute.SelectMany(attribute => attribute.Graphs.Append(attribute.G)).OfType<Schema.GraphProto>().Any(HoldsRandom));
}
