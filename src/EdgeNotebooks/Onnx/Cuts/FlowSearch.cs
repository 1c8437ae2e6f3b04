namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>
/// For places in a wide graph, the cut that sends the fewest bytes: what a node needs lies before it, what follows from the node
/// behind it, and the rest where a minimum cut puts it.
/// </summary>
internal sealed class FlowSearch(FlowGraph flow, SizedGraph sizes)
{
    /// <summary>Each place costs one maximum flow.</summary>
    private const int MostPlaces = 64;

    private ModelGraph Graph => flow.Graph;

    /// <summary>Cuts of more than <paramref name="wider"/> tensors, as sorted numbers; not yet checked.</summary>
    public IEnumerable<int[]> Candidates(int wider)
    {
        int[] nodes = [.. Graph.Nodes.Where(node => Carries(node.Index)).Select(node => node.Index)];
        var step = Math.Max(1, (nodes.Length + MostPlaces - 1) / MostPlaces);
        var crossing = Crossings();
        for (var i = 0; i < nodes.Length; i += step)
        {
            // Where few tensors are alive at once the other searches have found everything.
            if (crossing[nodes[i]] <= wider) continue;
            if (Cheapest(nodes[i]) is { } cut && cut.Length > wider) yield return cut;
        }
    }

    /// <summary>Whether a node works on data that a cut could divide.</summary>
    private bool Carries(int node) => !flow.IsConstantNode(node) && !Graph.Nodes[node].Outputs.All(flow.IsKnown);

    private bool IsData(int tensor) => !flow.IsConstant(tensor) && !flow.IsKnown(tensor);

    /// <summary>For each node the number of tensors that are alive behind it in the order of the file.</summary>
    private int[] Crossings()
    {
        var alive = new int[Graph.Nodes.Length + 1];
        foreach (var tensor in Graph.Tensors.Where(tensor => IsData(tensor.Id) && tensor.Readers.Count > 0))
        {
            alive[tensor.Producer ?? 0]++;
            alive[tensor.Readers.Max()]--;
        }

        for (var i = 1; i < alive.Length; i++) alive[i] += alive[i - 1];
        return alive;
    }

    private int[]? Cheapest(int place)
    {
        var (before, behind) = (Ancestors(place), Descendants(place));
        if (!behind.Any(node => node)) return null;
        var network = new FlowNetwork(2 + Graph.Nodes.Length + 2 * Graph.Tensors.Count);
        var data = Graph.Tensors.Where(tensor => IsData(tensor.Id)).ToList();
        var known = data.All(tensor => sizes.BytesOf(tensor.Id) is not null);
        foreach (var tensor in data)
        {
            network.Add(Made(tensor.Id), Sent(tensor.Id), known ? sizes.BytesOf(tensor.Id)!.Value : 1);
            network.Add(Sent(tensor.Id), Made(tensor.Id), FlowNetwork.Unlimited);
            if (tensor.IsInput) network.Add(FlowNetwork.Source, Made(tensor.Id), FlowNetwork.Unlimited);
        }

        foreach (var node in Graph.Nodes.Where(node => Carries(node.Index)))
        {
            foreach (var input in node.Inputs.Where(IsData))
            {
                network.Add(Sent(input), At(node.Index), FlowNetwork.Unlimited);
                network.Add(At(node.Index), Made(input), FlowNetwork.Unlimited);
            }

            foreach (var output in node.Outputs.Where(IsData))
            {
                network.Add(At(node.Index), Made(output), FlowNetwork.Unlimited);
                network.Add(Made(output), At(node.Index), FlowNetwork.Unlimited);
            }

            if (before[node.Index]) network.Add(FlowNetwork.Source, At(node.Index), FlowNetwork.Unlimited);
            else if (behind[node.Index]) network.Add(At(node.Index), FlowNetwork.Sink, FlowNetwork.Unlimited);
        }

        var side = network.SourceSide();
        return [.. data.Select(tensor => tensor.Id).Where(tensor => side[Made(tensor)] && !side[Sent(tensor)]).Order()];

        int At(int node) => 2 + node;
        int Made(int tensor) => 2 + Graph.Nodes.Length + 2 * tensor;
        int Sent(int tensor) => Made(tensor) + 1;
    }

    private bool[] Ancestors(int node)
    {
        var before = new bool[Graph.Nodes.Length];
        var open = new Stack<int>([node]);
        while (open.TryPop(out var at))
        {
            if (before[at]) continue;
            before[at] = true;
            foreach (var input in Graph.Nodes[at].Inputs)
            {
                if (Graph.Tensors[input].Producer is { } maker) open.Push(maker);
            }
        }

        return before;
    }

    private bool[] Descendants(int node)
    {
        var behind = new bool[Graph.Nodes.Length];
        foreach (var later in Graph.Nodes.Where(later => later.Index > node))
            behind[later.Index] = later.Inputs.Any(input => Graph.Tensors[input].Producer is { } maker && (maker == node || behind[maker]));
        return behind;
    }
}
