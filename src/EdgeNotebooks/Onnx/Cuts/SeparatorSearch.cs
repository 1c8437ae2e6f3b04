namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>
/// Finds sets of one or two tensors that every path from the inputs to some outputs meets. Tensors and nodes are laid out in
/// topological order; one that no edge skips, among those that lie on a path, is met by all. Taking out one tensor first gives the
/// pairs, so the whole search costs tensors times edges.
/// </summary>
internal sealed class SeparatorSearch
{
    private readonly int[][] next;
    private readonly int[] tensorAt;
    private readonly bool[] source;
    private readonly bool[] sink;
    private readonly bool[] fromSource;
    private readonly bool[] toSink;
    private readonly int[] skipped;

    /// <summary>Lays out the data-carrying part of the graph, with paths that end at <paramref name="outputs"/>.</summary>
    public SeparatorSearch(FlowGraph flow, IReadOnlyCollection<int> outputs)
    {
        var graph = flow.Graph;
        var place = new int[graph.Tensors.Count];
        Array.Fill(place, -1);
        var tensors = new List<int>();
        var edges = new List<List<int>>();
        foreach (var tensor in graph.Tensors.Where(tensor => tensor.IsInput)) Place(tensor.Id);
        foreach (var node in graph.Nodes)
        {
            var data = node.Inputs.Where(input => place[input] >= 0).ToList();
            if (data.Count == 0) continue;
            var at = tensors.Count;
            tensors.Add(-1);
            edges.Add([]);
            foreach (var input in data) edges[place[input]].Add(at);
            foreach (var output in node.Outputs.Where(output => !flow.IsKnown(output)))
            {
                edges[at].Add(tensors.Count);
                Place(output);
            }
        }

        tensorAt = [.. tensors];
        next = [.. edges.Select(targets => targets.ToArray())];
        source = [.. tensorAt.Select(tensor => tensor >= 0 && graph.Tensors[tensor].IsInput)];
        sink = [.. tensorAt.Select(tensor => tensor >= 0 && outputs.Contains(tensor))];
        fromSource = new bool[next.Length];
        toSink = new bool[next.Length];
        skipped = new int[next.Length + 1];

        void Place(int tensor)
        {
            place[tensor] = tensors.Count;
            tensors.Add(tensor);
            edges.Add([]);
        }
    }

    /// <summary>Tensors that are met by every path on their own, in topological order.</summary>
    public IReadOnlyList<int> Singles() => [.. Met(without: -1).Select(place => tensorAt[place])];

    /// <summary>Pairs that only together are met by every path, each in topological order.</summary>
    public IEnumerable<(int A, int B)> Pairs()
    {
        var alone = Met(without: -1).ToHashSet();
        for (var first = 0; first < tensorAt.Length; first++)
        {
            if (tensorAt[first] < 0 || alone.Contains(first)) continue;
            foreach (var second in Met(without: first))
            {
                if (second > first && !alone.Contains(second)) yield return tensorAt[first] < tensorAt[second] ? (tensorAt[first], tensorAt[second]) : (tensorAt[second], tensorAt[first]);
            }
        }
    }

    private List<int> Met(int without)
    {
        for (var i = 0; i < next.Length; i++) fromSource[i] = source[i] && i != without;
        for (var i = 0; i < next.Length; i++)
        {
            if (!fromSource[i]) continue;
            foreach (var target in next[i]) fromSource[target] |= target != without;
        }

        Array.Clear(skipped);
        var any = false;
        for (var i = next.Length - 1; i >= 0; i--)
        {
            toSink[i] = sink[i] && i != without;
            foreach (var target in next[i]) toSink[i] |= toSink[target];
            toSink[i] &= i != without;
            if (!fromSource[i] || !toSink[i]) continue;
            any = true;
            var farthest = sink[i] ? next.Length : i;
            foreach (var target in next[i])
            {
                if (toSink[target]) farthest = Math.Max(farthest, target);
            }

            Skip(i + 1, farthest);
            if (source[i]) Skip(0, i);
        }

        var met = new List<int>();
        if (!any) return met;
        var covering = 0;
        for (var i = 0; i < next.Length; i++)
        {
            covering += skipped[i];
            if (covering == 0 && tensorAt[i] >= 0 && fromSource[i] && toSink[i]) met.Add(i);
        }

        return met;

        void Skip(int start, int end)
        {
            if (end <= start) return;
            skipped[start]++;
            skipped[end]--;
        }
    }
}
