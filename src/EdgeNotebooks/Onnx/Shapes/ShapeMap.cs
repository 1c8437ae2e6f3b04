using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>What is known of each tensor of a model's main graph: inputs, initializers and everything that a node makes.</summary>
public sealed class ShapeMap
{
    private readonly ScopeWalk walk;

    internal ShapeMap(ScopeWalk walk) => this.walk = walk;

    /// <summary>
    /// Element type and shape of a tensor; null where neither is known, which includes names that the graph does not have. An axis
    /// may be a named length of the inputs, or an integer expression over such (<c>(height-1)/2+1</c>, rounded toward zero).
    /// </summary>
    public ValueInfo? this[string tensor] =>
        Fact(tensor) is var fact && (fact.Shape is not null || fact.Type != ElementType.Undefined)
            ? new ValueInfo(tensor, fact.Type, fact.Shape)
            : null;

    /// <summary>Everything that is known of a tensor.</summary>
    internal TensorFact Fact(string tensor) => walk.Find(tensor);

    /// <summary>A sub-graph, or the body of the function that a node calls: its nodes and their shapes; null if it was not walked.</summary>
    internal (IReadOnlyList<NodeProto> Nodes, ShapeMap Shapes)? Inside(object graphOrCall) =>
        walk.Run.Inside(graphOrCall) is { } inner ? (inner.Nodes, new ShapeMap(inner)) : null;

    /// <summary>
    /// The integers in a small tensor, row by row, where the graph fixes them: a constant, or arithmetic on shapes. Null unless all
    /// are known.
    /// </summary>
    public IReadOnlyList<long>? Integers(string tensor) =>
        Fact(tensor).Values is { } values && values.All(value => value.Integer is not null) ? [.. values.Select(value => value.Integer!.Value)] : null;
}
