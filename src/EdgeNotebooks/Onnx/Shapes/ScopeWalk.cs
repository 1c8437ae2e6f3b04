using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>Goes through the nodes of one graph in order and notes what is known of each tensor; names may be those of a graph around it.</summary>
/// <param name="run">The run that it is part of.</param>
/// <param name="outer">The graph around it, whose names it may use; none for the main graph and for functions.</param>
/// <param name="opsets">Versions of the operators.</param>
/// <param name="depth">How many graphs or calls are around it.</param>
internal sealed class ScopeWalk(InferenceRun run, ScopeWalk? outer, IReadOnlyCollection<OperatorSetIdProto> opsets, int depth)
{
    private const int Deepest = 32;

    private readonly Dictionary<string, TensorFact> facts = [];
    private readonly Dictionary<string, TensorFact> declared = [];
    private readonly ScopeWalk? outer = outer;

    public InferenceRun Run => run;

    public int Depth => depth;

    /// <summary>The nodes visited so far.</summary>
    public List<NodeProto> Nodes { get; } = [];

    public long? OpsetOf(string domain) => opsets.LastOrDefault(import => Domains.Same(import.Domain, domain))?.Version;

    public TensorFact Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.outer)
        {
            if (scope.facts.TryGetValue(name, out var fact)) return fact;
        }

        return TensorFact.Nothing;
    }

    public void Set(string name, TensorFact fact) => facts[name] = fact;

    public void Set(SparseTensorProto sparse) =>
        Set(sparse.Values?.Name ?? "", new((ElementType)(sparse.Values?.DataType ?? 0), TensorFact.Dense(sparse.Dims)));

    /// <summary>Takes note of what the file states; it fills in what the rules cannot tell.</summary>
    public void Declare(ValueInfoProto info) => declared.TryAdd(info.Name, run.Bind(ValueInfo.From(info)));

    public void Visit(NodeProto node)
    {
        Nodes.Add(node);
        var outputs = run.OutputsOf(node, this, [.. node.Input.Select(name => name.Length == 0 ? TensorFact.Nothing : Find(name))]);
        for (var i = 0; i < node.Output.Count; i++)
        {
            var name = node.Output[i];
            if (name.Length > 0) Set(name, Completed(i < outputs.Count ? outputs[i] : TensorFact.Nothing, declared.GetValueOrDefault(name)));
        }
    }

    /// <summary>What is known of a sub-graph's outputs, given what is known of its inputs; none where it is nested too deep.</summary>
    public IReadOnlyList<TensorFact> Inner(GraphProto graph, IReadOnlyList<TensorFact> inputs)
    {
        if (Depth >= Deepest) return [];
        var walk = new ScopeWalk(run, this, opsets, depth + 1);
        foreach (var initializer in graph.Initializer) walk.Set(initializer.Name, TensorFact.Of(initializer, run.Constants));
        foreach (var sparse in graph.SparseInitializer) walk.Set(sparse);
        for (var i = 0; i < graph.Input.Count; i++)
        {
            var stated = run.Bind(ValueInfo.From(graph.Input[i]));
            walk.Set(graph.Input[i].Name, i < inputs.Count ? Completed(inputs[i], stated) : stated);
        }

        foreach (var info in graph.Output.Concat(graph.ValueInfo)) walk.Declare(info);
        foreach (var node in graph.Node) walk.Visit(node);
        run.Keep(graph, walk);
        return [.. graph.Output.Select(output => walk.Find(output.Name))];
    }

    /// <summary>What is known of a function's outputs, given what is known of the call's inputs.</summary>
    public IReadOnlyList<TensorFact> Call(FunctionProto function, NodeProto call, IReadOnlyList<TensorFact> inputs)
    {
        if (Depth >= Deepest) return [];
        var walk = new ScopeWalk(run, outer: null, function.OpsetImport, depth + 1);
        for (var i = 0; i < function.Input.Count; i++) walk.Set(function.Input[i], i < inputs.Count ? inputs[i] : TensorFact.Nothing);
        foreach (var node in FunctionBody.Of(function, call)) walk.Visit(node);
        run.Keep(call, walk);
        return [.. function.Output.Select(walk.Find)];
    }

    /// <summary>What is found goes before what is stated, axis by axis: files are edited and their statements left behind.</summary>
    private static TensorFact Completed(TensorFact found, TensorFact? stated)
    {
        if (stated is null) return found;
        var type = found.Type == ElementType.Undefined ? stated.Type : found.Type;
        if (found.Shape is null) return new TensorFact(type, stated.Shape);
        if (found.Type == type && (stated.Rank != found.Rank || !found.Shape.Dims.Contains(Dim.Unknown))) return found;
        return found with
        {
            Type = type,
            Shape = stated.Shape?.Rank != found.Rank
                ? found.Shape
                : new TensorShape(found.Shape.Dims.Zip(stated.Shape!.Dims, (dim, other) => dim == Dim.Unknown ? other : dim)),
        };
    }
}
