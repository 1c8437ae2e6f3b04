using System.Collections.Immutable;
using EdgeNotebooks.Onnx.Cost;
using EdgeNotebooks.Onnx.Shapes;
using EdgeNotebooks.Onnx.Storage;

namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>
/// A graph with shapes for given inputs, and with what each node costs. An input whose first axis alone is open and not given is
/// taken with 1 there, one picture at a time; <see cref="InputShapes"/> says so.
/// </summary>
internal sealed class SizedGraph
{
    private readonly ShapeMap shapes;

    public SizedGraph(ModelGraph graph, IReadOnlyDictionary<string, TensorShape>? inputShapes)
    {
        Graph = graph;
        InputShapes = Chosen(graph, inputShapes ?? ImmutableDictionary<string, TensorShape>.Empty);
        var changed = InputShapes.Where(pair => !pair.Value.Equals(Stated(graph, pair.Key))).ToDictionary();
        shapes = ShapeInference.Infer(graph.Model, changed);
        Macs = [.. GraphCost.Of(graph.Model, shapes).Nodes.Select(node => node.Macs)];
        Own = [.. graph.Nodes.Select(node => TensorWalk.In(node.Proto).Sum(Weights.Count))];
    }

    public ModelGraph Graph { get; }

    /// <summary>The shapes that were used, by input; inputs whose shape stays open are listed as stated.</summary>
    public IReadOnlyDictionary<string, TensorShape> InputShapes { get; }

    /// <summary>Multiply-accumulates by node; null where they cannot be told.</summary>
    public ImmutableArray<long?> Macs { get; }

    /// <summary>Parameters that a node holds itself, as attributes or inside sub-graphs.</summary>
    public ImmutableArray<long> Own { get; }

    /// <summary>Bytes of one value of a tensor; null where its type or shape is open.</summary>
    public long? BytesOf(int tensor) => shapes.Fact(Graph.Tensors[tensor].Name) is { Shape.Elements: { } count } fact ? fact.Type.BytesOf(count) : null;

    /// <summary>Multiply-accumulates of some nodes; null if one is unknown.</summary>
    public long? MacsOf(IEnumerable<int> nodes)
    {
        Int128 sum = 0;
        foreach (var node in nodes)
        {
            if (Macs[node] is not { } macs) return null;
            sum += macs;
        }

        return sum <= long.MaxValue ? (long)sum : null;
    }

    /// <summary>Parameters of some nodes; one that several of them read counts once.</summary>
    public long ParametersOf(IEnumerable<int> nodes)
    {
        var seen = new HashSet<int>();
        var sum = 0L;
        foreach (var node in nodes)
        {
            sum += Own[node];
            foreach (var input in Graph.Nodes[node].Inputs)
            {
                if (Graph.Tensors[input].IsInitializer && seen.Add(input)) sum += ParametersOf(Graph.Tensors[input]);
            }
        }

        return sum;
    }

    public static long ParametersOf(GraphTensor tensor) =>
        tensor.Initializer is { } initializer ? Weights.Count(initializer)
        : tensor.Sparse is { Values: not null } sparse ? Weights.Count(sparse.Values)
        : 0;

    private static TensorShape? Stated(ModelGraph graph, string input) => ValueInfo.From(graph.Require(input).Declared!).Shape;

    private static Dictionary<string, TensorShape> Chosen(ModelGraph graph, IReadOnlyDictionary<string, TensorShape> given)
    {
        foreach (var name in given.Keys.Where(name => graph.Find(name) is not { IsInput: true }))
            throw new TensorNotFoundException(graph.Model.Label, name, graph.Inputs.Select(input => input.Name));
        var chosen = new Dictionary<string, TensorShape>();
        foreach (var input in graph.Inputs)
        {
            if (given.TryGetValue(input.Name, out var shape)) chosen[input.Name] = Checked(input, shape);
            else if (input.Shape is { Rank: > 0 } stated)
                chosen[input.Name] = stated[0].Value is null && stated.Dims.Skip(1).All(dim => dim.Value is not null) ? new TensorShape(stated.Dims.SetItem(0, 1)) : stated;
        }

        return chosen;
    }

    /// <exception cref="ArgumentException">The model fixes another shape.</exception>
    private static TensorShape Checked(ValueInfo input, TensorShape given)
    {
        var fits = input.Shape is null
            || (input.Shape.Rank == given.Rank && input.Shape.Dims.Zip(given.Dims).All(pair => pair.First.Value is null || pair.Second.Value is null || pair.First == pair.Second));
        return fits ? given : throw new ArgumentException($"input '{input.Name}' has the shape {input.Shape}, which {given} does not fit");
    }
}
