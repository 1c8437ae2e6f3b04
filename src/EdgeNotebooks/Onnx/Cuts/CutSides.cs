namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>
/// What a set of tensors leaves on either side: part 1 computes them, part 2 goes on from them. Outputs of the model that do not
/// depend on them belong to part 1.
/// </summary>
internal sealed class CutSides
{
    private readonly FlowGraph flow;
    private readonly IReadOnlyCollection<int> tensors;
    private readonly bool[] cut;
    private readonly bool[] met;
    private readonly bool[] first;
    private readonly bool[] second;
    private readonly SortedSet<int> frozen = [];
    private readonly List<int> leaks = [];

    private CutSides(FlowGraph flow, IReadOnlyCollection<int> tensors)
    {
        this.flow = flow;
        this.tensors = tensors;
        cut = new bool[Graph.Tensors.Count];
        met = new bool[Graph.Tensors.Count];
        first = new bool[Graph.Nodes.Length];
        second = new bool[Graph.Nodes.Length];
        foreach (var tensor in tensors) cut[tensor] = true;
        var behind = Behind();
        LateOutputs = [.. flow.Outputs.Where(output => behind[output])];
        foreach (var tensor in tensors) Before(tensor);
        foreach (var tensor in flow.Outputs.Where(output => !behind[output])) Before(tensor);
        foreach (var tensor in LateOutputs) After(tensor);
    }

    /// <summary>Nodes of part 1, in topological order.</summary>
    public IEnumerable<int> First => Marked(first);

    /// <summary>Nodes of part 2, in topological order; a constant or cheap one may be in part 1 too.</summary>
    public IEnumerable<int> Second => Marked(second);

    /// <summary>Tensors that part 2 gets as initializers, since their values are known.</summary>
    public IReadOnlyCollection<int> Frozen => frozen;

    /// <summary>Outputs of the model that part 2 makes.</summary>
    public IReadOnlyList<int> LateOutputs { get; }

    /// <summary>Tensors that cross beside the cut, in topological order.</summary>
    public IReadOnlyList<int> Leaks => [.. leaks.Order()];

    /// <summary>Tensors of the cut that part 2 never reads.</summary>
    public IEnumerable<int> Unread => tensors.Where(tensor => !met[tensor]);

    /// <summary>Whether part 1 does anything with data.</summary>
    public bool FirstWorks => First.Any(node => !flow.IsConstantNode(node));

    /// <summary>Whether part 2 does.</summary>
    public bool SecondWorks => Second.Any(node => !flow.IsConstantNode(node));

    public bool IsValid => leaks.Count == 0 && SecondWorks && FirstWorks && !Unread.Any();

    private ModelGraph Graph => flow.Graph;

    public static CutSides Of(FlowGraph flow, IReadOnlyCollection<int> tensors) => new(flow, tensors);

    private static IEnumerable<int> Marked(bool[] nodes)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i]) yield return i;
        }
    }

    /// <summary>Tensors that depend on the cut, not counting the cut itself.</summary>
    private bool[] Behind()
    {
        var behind = new bool[cut.Length];
        foreach (var node in Graph.Nodes)
        {
            var depends = false;
            foreach (var input in node.Inputs) depends |= cut[input] || behind[input];
            if (!depends) continue;
            foreach (var output in node.Outputs) behind[output] = !cut[output];
        }

        return behind;
    }

    private void Before(int tensor)
    {
        var open = new Stack<int>([tensor]);
        while (open.TryPop(out var at))
        {
            if (Graph.Tensors[at].Producer is not { } node || first[node]) continue;
            first[node] = true;
            foreach (var input in Graph.Nodes[node].Inputs) open.Push(input);
        }
    }

    private void After(int tensor)
    {
        var open = new Stack<int>([tensor]);
        while (open.TryPop(out var at))
        {
            if (cut[at])
            {
                met[at] = true;
                continue;
            }

            if (Graph.Tensors[at].Producer is not { } node)
            {
                if (Graph.Tensors[at].IsInput) Leak(at);
                continue;
            }

            if (flow.IsKnown(at) && NeedsMore(at))
            {
                frozen.Add(at);
                continue;
            }

            if (IsBefore(node) && !MayRepeat(node, []))
            {
                Leak(at);
                continue;
            }

            if (second[node]) continue;
            second[node] = true;
            foreach (var input in Graph.Nodes[node].Inputs) open.Push(input);
        }
    }

    /// <summary>Whether a node works on data in part 1.</summary>
    private bool IsBefore(int node) => first[node] && !flow.IsConstantNode(node);

    /// <summary>Whether a tensor cannot be computed from the cut and constants alone.</summary>
    private bool NeedsMore(int tensor)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>([tensor]);
        while (open.TryPop(out var at))
        {
            if (cut[at] || flow.IsConstant(at) || !seen.Add(at)) continue;
            if (Graph.Tensors[at].Producer is not { } node || (IsBefore(node) && !MayRepeat(node, []))) return true;
            foreach (var input in Graph.Nodes[node].Inputs) open.Push(input);
        }

        return false;
    }

    private void Leak(int tensor)
    {
        if (!leaks.Contains(tensor)) leaks.Add(tensor);
    }

    /// <summary>Whether a node of part 1 can be computed in part 2 again from the cut and constants, cheaply.</summary>
    private bool MayRepeat(int node, HashSet<int> visited)
    {
        if (!flow.IsCheap(node)) return false;
        return !visited.Add(node) || Graph.Nodes[node].Inputs.All(input =>
            cut[input] || flow.IsConstant(input) || (Graph.Tensors[input].Producer is { } maker && MayRepeat(maker, visited)));
    }
}
