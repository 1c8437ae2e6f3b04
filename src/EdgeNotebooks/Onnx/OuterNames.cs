using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx;

/// <summary>Which names of the surrounding graph a node reads: its inputs, and what the sub-graphs in its attributes capture.</summary>
internal static class OuterNames
{
    /// <summary>Distinct names in order of first use.</summary>
    public static IReadOnlyList<string> ReadBy(NodeProto node)
    {
        var names = new List<string>(node.Input.Count);
        var seen = new HashSet<string>();
        Collect(node, [], name =>
        {
            if (seen.Add(name)) names.Add(name);
        });
        return names;
    }

    private static void Collect(NodeProto node, HashSet<string> inner, Action<string> capture)
    {
        foreach (var name in node.Input)
        {
            if (name.Length > 0 && !inner.Contains(name)) capture(name);
        }

        foreach (var attribute in node.Attribute)
        {
            if (attribute.G is not null) Collect(attribute.G, inner, capture);
            foreach (var graph in attribute.Graphs) Collect(graph, inner, capture);
        }
    }

    private static void Collect(GraphProto graph, HashSet<string> outer, Action<string> capture)
    {
        var inner = new HashSet<string>(outer);
        inner.UnionWith(graph.Input.Select(input => input.Name));
        inner.UnionWith(graph.Initializer.Select(initializer => initializer.Name));
        inner.UnionWith(graph.SparseInitializer.Select(sparse => sparse.Values?.Name ?? ""));
        inner.UnionWith(graph.Node.SelectMany(node => node.Output));
        foreach (var node in graph.Node) Collect(node, inner, capture);
        foreach (var output in graph.Output)
        {
            if (output.Name.Length > 0 && !inner.Contains(output.Name)) capture(output.Name);
        }
    }
}
