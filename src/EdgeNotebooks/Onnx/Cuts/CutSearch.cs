using EdgeNotebooks.Onnx.Shapes;

namespace EdgeNotebooks.Onnx.Cuts;

/// <summary>Lists the valid cuts of a graph.</summary>
internal static class CutSearch
{
    /// <summary>More are counted but not listed.</summary>
    private const int Most = 20_000;

    /// <summary>All cuts of one or two tensors.</summary>
    public static CutList Of(FlowGraph flow, SizedGraph sizes)
    {
        var found = new Dictionary<(int, int), (Cut Cut, int Nodes)>();
        var seen = new HashSet<(int, int)>();
        var left = 0L;
        foreach (var candidate in Candidates(flow))
        {
            if (!seen.Add(candidate)) continue;
            if (found.Count >= Most)
            {
                left++;
                continue;
            }

            int[] tensors = candidate.B < 0 ? [candidate.A] : [candidate.A, candidate.B];
            var sides = CutSides.Of(flow, tensors);
            if (!sides.IsValid) continue;
            if (tensors.Any(tensor => flow.Facts[tensor].Type == ElementType.Undefined)) left++;
            else found.Add(candidate, (Describe(sizes, tensors, sides), sides.First.Count()));
        }

        var ordered = found.OrderBy(pair => pair.Value.Nodes).ThenBy(pair => pair.Key.Item1).ThenBy(pair => pair.Key.Item2).Select(pair => pair.Value.Cut);
        return new CutList(flow.Graph.Model.Label, [.. ordered], sizes.InputShapes, left);
    }

    /// <summary>
    /// Sets of one or two tensors. With several outputs, an early one may be finished before the cut: each suffix of the outputs is
    /// tried as what comes behind.
    /// </summary>
    private static IEnumerable<(int A, int B)> Candidates(FlowGraph flow)
    {
        foreach (var frontier in new FrontierSearch(flow).Candidates(most: 2)) yield return (frontier[0], frontier.Length > 1 ? frontier[1] : -1);
        for (var early = 0; early < flow.Outputs.Count; early++)
        {
            var search = new SeparatorSearch(flow, [.. flow.Outputs.Skip(early)]);
            foreach (var single in search.Singles()) yield return (single, -1);
            foreach (var pair in search.Pairs()) yield return pair;
        }
    }

    /// <summary>What a cut sends and leaves on either side.</summary>
    public static Cut Describe(SizedGraph sizes, IReadOnlyCollection<int> tensors, CutSides sides)
    {
        var bytes = tensors.Aggregate((long?)0, (sum, tensor) => sum + sizes[tensor].Bytes);
        return new Cut(
            [.. tensors.Order().Select(tensor => sizes.Graph.Tensors[tensor].Name)], bytes,
            sizes.ParametersOf(sides.First), sizes.ParametersOf(sides.Second), sizes.MacsOf(sides.First), sizes.MacsOf(sides.Second));
    }
}
