using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>What one run of shape inference knows besides the tensors: functions, lengths given to named axes, and how far it may go.</summary>
internal sealed class InferenceRun(OnnxModel model, IReadOnlyDictionary<string, long> lengths)
{
    /// <summary>Bounds the work on sub-graphs nested in each other, which may be walked several times each; a plain graph never gets near.</summary>
    private const int MostInnerVisits = 200_000;

    private readonly Dictionary<object, ScopeWalk> inside = new(ReferenceEqualityComparer.Instance);
    private int innerVisits;

    public ConstantReader Constants { get; } = new(model.Payloads);

    /// <summary>What the file states, with the lengths that the caller gave.</summary>
    public TensorFact Bind(ValueInfo info) => new(info.Type, info.Shape is { } shape ? new TensorShape(shape.Dims.Select(Bind)) : null);

    /// <summary>The last walk through a sub-graph, or through the body of a function that a node calls.</summary>
    public ScopeWalk? Inside(object graphOrCall) => inside.GetValueOrDefault(graphOrCall);

    public void Keep(object graphOrCall, ScopeWalk walk) => inside[graphOrCall] = walk;

    /// <summary>What the rule of the operator says, or the function of that name; nothing where there is neither.</summary>
    public IReadOnlyList<TensorFact> OutputsOf(NodeProto node, ScopeWalk walk, TensorFact[] inputs)
    {
        if (walk.Depth > 0 && ++innerVisits > MostInnerVisits) return [];
        if (ShapeRules.Of(node) is { } rule) return walk.OpsetOf(node.Domain) is { } opset ? rule(new NodeView(node, opset, inputs, walk)) : [];
        var function = model.Proto.Functions.FirstOrDefault(function =>
            function.Name == node.OpType && Domains.Same(function.Domain, node.Domain) && function.Overload == node.Overload);
        return function is null ? [] : walk.Call(function, node, inputs);
    }

    private Dim Bind(Dim dim) => dim.Symbol is { } symbol && lengths.TryGetValue(symbol, out var length) ? length : dim;
}
