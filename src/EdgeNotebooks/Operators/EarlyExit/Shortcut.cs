using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Operators.EarlyExit;

/// <summary>What a graph still needs when everything that reads one tensor reads another instead.</summary>
internal static class Shortcut
{
    /// <summary>Nodes that the outputs still need, by number.</summary>
    public static bool[] Needed(ModelGraph graph, int from, int to)
    {
        var needed = new bool[graph.Nodes.Length];
        var open = new Stack<int>(graph.Tensors.Where(tensor => tensor.IsOutput).Select(tensor => tensor.Id));
        while (open.TryPop(out var tensor))
        {
            if (graph.Tensors[tensor == to ? from : tensor].Producer is not { } node || needed[node]) continue;
            needed[node] = true;
            foreach (var input in graph.Nodes[node].Inputs) open.Push(input);
        }

        return needed;
    }

    /// <summary>Whether <paramref name="tensor"/> is computed from <paramref name="ancestor"/>.</summary>
    public static bool Follows(ModelGraph graph, int tensor, int ancestor)
    {
        var seen = new bool[graph.Tensors.Count];
        var open = new Stack<int>([tensor]);
        while (open.TryPop(out var at))
        {
            if (at == ancestor) return true;
            if (seen[at]) continue;
            seen[at] = true;
            if (graph.Tensors[at].Producer is { } node)
            {
                foreach (var input in graph.Nodes[node].Inputs) open.Push(input);
            }
        }

        return false;
    }
}
