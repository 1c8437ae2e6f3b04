using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx.Surgery;

/// <summary>Makes nodes read another tensor, in their sub-graphs too, where the name is not taken by something inside.</summary>
internal static class Renaming
{
    /// <summary>The node itself if it does not read <paramref name="from"/>, otherwise a copy that reads <paramref name="to"/>.</summary>
    public static NodeProto Read(NodeProto node, string from, string to)
    {
        if (!OuterNames.ReadBy(node).Contains(from)) return node;
        var copy = node.Clone();
        Replace(copy, from, to);
        return copy;
    }

    private static void Replace(NodeProto node, string from, string to)
    {
        for (var i = 0; i < node.Input.Count; i++)
        {
            if (node.Input[i] == from) node.Input[i] = to;
        }

        foreach (var attribute in node.Attribute)
        {
            if (attribute.G is not null) Replace(attribute.G, from, to);
            foreach (var graph in attribute.Graphs) Replace(graph, from, to);
        }
    }

    private static void Replace(GraphProto graph, string from, string to)
    {
        var inner = graph.Input.Select(input => input.Name)
            .Concat(graph.Initializer.Select(initializer => initializer.Name))
            .Concat(graph.SparseInitializer.Select(sparse => sparse.Values?.Name ?? ""))
            .Concat(graph.Node.SelectMany(node => node.Output))
            .ToHashSet();
        if (inner.Contains(from)) return;
        if (inner.Contains(to)) throw new NotSupportedException($"a sub-graph reads '{from}' and has a '{to}' of its own; rename the latter first");
        foreach (var node in graph.Node) Replace(node, from, to);
        foreach (var output in graph.Output.Where(output => output.Name == from)) output.Name = to;
    }
}
