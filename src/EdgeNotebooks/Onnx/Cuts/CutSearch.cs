namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>Lists the valid cuts of a graph.</summary>
internal static class CutSearch
{
    /// <summary>More are counted but not listed.</summary>
    private const int Most = 20_000;

    /// <summary>Nodes and tensors that a search for wide sets may visit in all: a second or two.</summary>
    private const long MostVisits = 60_000_000;

    /// <summary>All cuts of up to so many tensors, and where a graph is wider the cheapest by max-flow.</summary>
    public static CutList Of(FlowGraph flow, SizedGraph sizes, int most)
    {
        var found = new Dictionary<string, (Cut Cut, int Nodes, int[] Tensors)>();
        var budget = new Budget(most > 2 ? MostVisits : long.MaxValue);
        var left = 0L;
        foreach (var tensors in Candidates(flow, most, budget).Concat(new FlowSearch(flow, sizes).Candidates(most)))
        {
            var key = string.Join(' ', tensors);
            if (found.ContainsKey(key)) continue;
            if (found.Count >= Most)
            {
                left++;
                continue;
            }

            var sides = CutSides.Of(flow, tensors);
            if (!sides.IsValid) continue;
            if (tensors.Any(tensor => flow.Facts[tensor].Type == ElementType.Undefined)) left++;
            else found.Add(key, (Describe(sizes, tensors, sides), sides.First.Count(), tensors));
        }

        var ordered = found.Values.OrderBy(one => one.Nodes).ThenBy(one => one.Tensors, Comparer<int[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));
        return new CutList(flow.Graph.Model.Label, [.. ordered.Select(one => one.Cut)], sizes.InputShapes, left + budget.Refused);
    }

    /// <summary>
    /// Sets of up to so many tensors. With several outputs, an early one may be finished before the cut: each suffix of the outputs is
    /// tried as what comes behind.
    /// </summary>
    private static IEnumerable<int[]> Candidates(FlowGraph flow, int most, Budget budget)
    {
        budget.Price = flow.Graph.Nodes.Length + flow.Graph.Tensors.Count;
        foreach (var frontier in new FrontierSearch(flow).Candidates(most, budget)) yield return frontier;
        for (var early = 0; early < flow.Outputs.Count; early++)
        {
            var search = new SeparatorSearch(flow, [.. flow.Outputs.Skip(early)]);
            budget.Price = search.Size;
            foreach (var set in search.Sets(most, budget)) yield return set;
        }
    }

    /// <summary>What a cut sends and leaves on either side.</summary>
    public static Cut Describe(SizedGraph sizes, IReadOnlyCollection<int> tensors, CutSides sides)
    {
        var bytes = tensors.Aggregate((long?)0, (sum, tensor) => sum + sizes.BytesOf(tensor));
        return new Cut(
            [.. tensors.Order().Select(tensor => sizes.Graph.Tensors[tensor].Name)], bytes,
            sizes.ParametersOf(sides.First), sizes.ParametersOf(sides.Second), sizes.MacsOf(sides.First), sizes.MacsOf(sides.Second));
    }
}
