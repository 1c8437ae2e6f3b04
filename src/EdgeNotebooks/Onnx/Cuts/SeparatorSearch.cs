namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>
/// Finds small sets of tensors that every path from the inputs to some outputs meets. Tensors and nodes are laid out in topological
/// order; one that no edge skips, among those that lie on a path, is met by all. Taking out one tensor first gives the pairs, two the
/// triples, so a search for sets of k costs tensors^(k-1) times edges.
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
    private readonly bool[] removed;

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
        removed = new bool[next.Length];

        void Place(int tensor)
        {
            place[tensor] = tensors.Count;
            tensors.Add(tensor);
            edges.Add([]);
        }
    }

    /// <summary>Places and edges, on which the time of one look depends.</summary>
    public int Size => next.Length;

    /// <summary>
    /// Sets of up to <paramref name="most"/> tensors, none of which is superfluous, as sorted numbers. Each look at the graph takes
    /// one from <paramref name="budget"/>.
    /// </summary>
    public IEnumerable<int[]> Sets(int most, Budget budget) => Sets(most, budget, first: 0, [], []);

    private IEnumerable<int[]> Sets(int most, Budget budget, int first, int[] taken, HashSet<int> closing)
    {
        if (!budget.Take()) yield break;
        var met = Met();
        foreach (var place in met.Where(place => place >= first && !closing.Contains(place))) yield return [.. taken.Append(place).Select(at => tensorAt[at]).Order()];
        if (taken.Length + 1 >= most) yield break;
        // What closes a set makes any tensor that is added to it superfluous.
        closing = [.. closing, .. met];
        for (var place = first; place < tensorAt.Length; place++)
        {
            if (tensorAt[place] < 0 || closing.Contains(place)) continue;
            removed[place] = true;
            foreach (var set in Sets(most, budget, place + 1, [.. taken, place], closing)) yield return set;
            removed[place] = false;
        }
    }

    private List<int> Met()
    {
        for (var i = 0; i < next.Length; i++) fromSource[i] = source[i] && !removed[i];
        for (var i = 0; i < next.Length; i++)
        {
            if (!fromSource[i]) continue;
            foreach (var target in next[i]) fromSource[target] |= !removed[target];
        }

        Array.Clear(skipped);
        var any = false;
        for (var i = next.Length - 1; i >= 0; i--)
        {
            toSink[i] = sink[i] && !removed[i];
            foreach (var target in next[i]) toSink[i] |= toSink[target];
            toSink[i] &= !removed[i];
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
