using System.Collections.Immutable;
using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx;

/// <summary>
/// The main graph of a model with numbers for names: nodes in topological order, and for each tensor who makes and who reads it.
/// A node reads what the sub-graphs in its attributes take from outside as well.
/// </summary>
internal sealed class ModelGraph
{
    private readonly Dictionary<string, int> tensorIds = [];
    private readonly List<GraphTensor> tensors = [];

    private ModelGraph(OnnxModel model)
    {
        Model = model;
        var graph = model.Proto.Graph;
        foreach (var initializer in graph.Initializer) Declare(initializer.Name, "an initializer").Initializer = initializer;
        foreach (var sparse in graph.SparseInitializer) Declare(sparse.Values?.Name ?? "", "an initializer").Sparse = sparse;
        foreach (var input in graph.Input)
        {
            if (tensorIds.TryGetValue(input.Name, out var id))
            {
                if (tensors[id].Declared is not null) throw Failure($"input '{input.Name}' is listed twice");
                tensors[id].Declared = input;
            }
            else
            {
                var tensor = Declare(input.Name, "an input");
                tensor.Declared = input;
                tensor.IsInput = true;
            }
        }

        Nodes = SortedNodes(graph);
        foreach (var node in Nodes)
        {
            foreach (var id in node.Inputs) tensors[id].ReadBy(node.Index);
        }

        foreach (var output in graph.Output)
        {
            if (!tensorIds.TryGetValue(output.Name, out var id)) throw Failure($"nothing produces the output '{output.Name}'");
            if (tensors[id].IsOutput) throw Failure($"output '{output.Name}' is listed twice");
            tensors[id].IsOutput = true;
            tensors[id].Declared ??= output;
        }

        foreach (var info in graph.ValueInfo)
        {
            if (tensorIds.TryGetValue(info.Name, out var id)) tensors[id].Declared ??= info;
        }

        Inputs = [.. graph.Input.Where(input => tensors[tensorIds[input.Name]].IsInput).Select(ValueInfo.From)];
        Outputs = [.. graph.Output.Select(ValueInfo.From)];
    }

    public OnnxModel Model { get; }

    /// <summary>In topological order; the order of the file where that is one.</summary>
    public ImmutableArray<GraphNode> Nodes { get; }

    public IReadOnlyList<GraphTensor> Tensors => tensors;

    public ImmutableArray<ValueInfo> Inputs { get; }

    public ImmutableArray<ValueInfo> Outputs { get; }

    /// <exception cref="InvalidModelException">A name is missing or made twice, or the nodes form a cycle.</exception>
    public static ModelGraph Of(OnnxModel model) => new(model);

    public GraphTensor? Find(string name) => tensorIds.TryGetValue(name, out var id) ? tensors[id] : null;

    /// <exception cref="TensorNotFoundException">There is no tensor of that name.</exception>
    public GraphTensor Require(string name) =>
        Find(name) ?? throw new TensorNotFoundException(Model.Label, name, tensors.Where(tensor => tensor.Initializer is null).Select(tensor => tensor.Name));

    private GraphTensor Declare(string name, string what)
    {
        if (name.Length == 0) throw Failure($"{what} has no name");
        if (!tensorIds.TryAdd(name, tensors.Count)) throw Failure($"{what} is named '{name}', but that name is already taken");
        tensors.Add(new GraphTensor(tensors.Count, name));
        return tensors[^1];
    }

    private ImmutableArray<GraphNode> SortedNodes(GraphProto graph)
    {
        var protos = graph.Node;
        var makers = new Dictionary<string, int>();
        for (var i = 0; i < protos.Count; i++)
        {
            foreach (var output in protos[i].Output.Where(name => name.Length > 0))
            {
                if (tensorIds.ContainsKey(output)) throw Failure($"{Describe(protos[i])} produces '{output}', which is an input or initializer");
                if (!makers.TryAdd(output, i)) throw Failure($"{Describe(protos[i])} produces '{output}', which another node produces too");
            }
        }

        var reads = protos.Select(OuterNames.ReadBy).ToList();
        var nodes = ImmutableArray.CreateBuilder<GraphNode>(protos.Count);
        foreach (var i in TopologicalOrder(protos, reads, makers))
        {
            var inputs = reads[i].Select(name => tensorIds[name]).ToImmutableArray();
            var outputs = protos[i].Output.Where(name => name.Length > 0).Select(name => Declare(name, Describe(protos[i])).Id).ToImmutableArray();
            foreach (var id in outputs) tensors[id].Producer = nodes.Count;
            nodes.Add(new GraphNode(nodes.Count, protos[i], inputs, outputs));
        }

        return nodes.MoveToImmutable();
    }

    /// <summary>The order of the file, where a node waits for what it reads.</summary>
    private List<int> TopologicalOrder(IList<NodeProto> nodes, List<IReadOnlyList<string>> reads, Dictionary<string, int> makers)
    {
        var waitsFor = new int[nodes.Count];
        var waiting = new List<int>?[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var name in reads[i])
            {
                if (makers.TryGetValue(name, out var maker))
                {
                    waitsFor[i]++;
                    (waiting[maker] ??= []).Add(i);
                }
                else if (!tensorIds.ContainsKey(name))
                {
                    throw Failure($"{Describe(nodes[i])} reads '{name}', which nothing produces");
                }
            }
        }

        var ready = new PriorityQueue<int, int>();
        for (var i = 0; i < nodes.Count; i++)
        {
            if (waitsFor[i] == 0) ready.Enqueue(i, i);
        }

        var order = new List<int>(nodes.Count);
        while (ready.TryDequeue(out var next, out _))
        {
            order.Add(next);
            foreach (var reader in waiting[next] ?? [])
            {
                if (--waitsFor[reader] == 0) ready.Enqueue(reader, reader);
            }
        }

        if (order.Count < nodes.Count)
        {
            var stuck = Enumerable.Range(0, nodes.Count).Except(order).Take(3).Select(i => Describe(nodes[i]));
            throw Failure($"its nodes form a cycle through {string.Join(", ", stuck)}");
        }

        return order;
    }

    private InvalidModelException Failure(string reason) => new(Model.Label, reason);

    private static string Describe(NodeProto node) => node.Name.Length > 0 ? $"node '{node.Name}'" : $"a node of type {node.OpType}";
}
