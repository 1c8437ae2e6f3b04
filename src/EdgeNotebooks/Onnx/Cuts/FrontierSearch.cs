namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>
/// For each tensor, what crosses when part 1 is exactly what the tensor needs. This finds the cuts in which one tensor depends on
/// another, such as the middle of a residual block together with the block's input; <see cref="SeparatorSearch"/> finds the others.
/// </summary>
internal sealed class FrontierSearch(FlowGraph flow)
{
    private readonly bool[] inside = new bool[flow.Graph.Nodes.Length];
    private readonly bool[] reached = new bool[flow.Graph.Tensors.Count];

    /// <summary>
    /// Frontiers of up to <paramref name="most"/> tensors, as sorted numbers; not yet checked. In a cut of k tensors at most k - 1 depend on
    /// others, so part 1 is what one, two, ... k - 1 tensors need. Each look at the graph takes one from <paramref name="budget"/>.
    /// </summary>
    public IEnumerable<int[]> Candidates(int most, Budget budget)
    {
        int[] ends = [.. flow.Graph.Tensors.Where(tensor => tensor.Producer is not null && !flow.IsConstant(tensor.Id) && !flow.IsKnown(tensor.Id)).Select(tensor => tensor.Id)];
        return Candidates(ends, first: 0, [], Math.Max(1, most - 1), most, budget);
    }

    private IEnumerable<int[]> Candidates(int[] ends, int first, int[] taken, int deepest, int most, Budget budget)
    {
        for (var i = first; i < ends.Length; i++)
        {
            if (!budget.Take()) continue;
            int[] set = [.. taken, ends[i]];
            Array.Clear(inside);
            foreach (var tensor in set) Enclose(tensor);
            // A few more than wanted, since cheap shape arithmetic among them may be repeated behind the cut.
            if (Frontier(most + 2) is { } exact && Reduced(exact, most) is { } cut) yield return cut;
            if (flow.Outputs.Count > 1)
            {
                EncloseEarlyOutputs(set);
                if (Frontier(most + 2) is { } wider && Reduced(wider, most) is { } other) yield return other;
            }

            if (set.Length >= deepest) continue;
            foreach (var deeper in Candidates(ends, i + 1, set, deepest, most, budget)) yield return deeper;
        }
    }

    private void Enclose(int tensor)
    {
        var open = new Stack<int>([tensor]);
        while (open.TryPop(out var at))
        {
            if (flow.Graph.Tensors[at].Producer is not { } node || inside[node]) continue;
            inside[node] = true;
            foreach (var input in flow.Graph.Nodes[node].Inputs) open.Push(input);
        }
    }

    /// <summary>Outputs of the model that do not depend on the tensors are finished before the cut.</summary>
    private void EncloseEarlyOutputs(int[] tensors)
    {
        Array.Clear(reached);
        foreach (var tensor in tensors) reached[tensor] = true;
        foreach (var node in flow.Graph.Nodes)
        {
            var depends = false;
            foreach (var input in node.Inputs) depends |= reached[input];
            if (!depends) continue;
            foreach (var output in node.Outputs) reached[output] = true;
        }

        foreach (var output in flow.Outputs)
        {
            if (!reached[output]) Enclose(output);
        }
    }

    /// <summary>Tensors made inside, or inputs, that are read outside; null if there are more than <paramref name="most"/>.</summary>
    private int[]? Frontier(int most)
    {
        var crossing = new SortedSet<int>();
        foreach (var node in flow.Graph.Nodes)
        {
            if (inside[node.Index] || flow.IsConstantNode(node.Index) || (node.Outputs.Length > 0 && node.Outputs.All(flow.IsKnown))) continue;
            foreach (var input in node.Inputs)
            {
                var tensor = flow.Graph.Tensors[input];
                if (flow.IsConstant(input) || flow.IsKnown(input) || !(tensor.IsInput || (tensor.Producer is { } maker && inside[maker]))) continue;
                if (crossing.Add(input) && crossing.Count > most) return null;
            }
        }

        return crossing.Count > 0 ? [.. crossing] : null;
    }

    /// <summary>Leaves out what part 2 can compute again from the rest.</summary>
    private int[]? Reduced(int[] tensors, int most)
    {
        foreach (var tensor in tensors.Where(tensor => flow.Graph.Tensors[tensor].Producer is { } maker && flow.IsCheap(maker)))
        {
            int[] rest = [.. tensors.Where(other => other != tensor)];
            if (rest.Length > 0 && CutSides.Of(flow, rest).IsValid) tensors = rest;
        }

        return tensors.Length <= most ? tensors : null;
    }
}
