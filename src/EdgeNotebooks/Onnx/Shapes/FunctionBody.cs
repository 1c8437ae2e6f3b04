using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>The nodes of a model's own function, with the attributes of one call put in.</summary>
internal static class FunctionBody
{
    public static IReadOnlyList<NodeProto> Of(FunctionProto function, NodeProto call)
    {
        var given = function.AttributeProto.Concat(call.Attribute).GroupBy(attribute => attribute.Name)
            .ToDictionary(group => group.Key, group => group.Last());
        return [.. function.Node.Select(node => Filled(node, given))];
    }

    private static NodeProto Filled(NodeProto node, Dictionary<string, AttributeProto> given)
    {
        var filled = node.Clone();
        Fill(filled, given);
        return filled;
    }

    private static void Fill(NodeProto node, Dictionary<string, AttributeProto> given)
    {
        for (var i = node.Attribute.Count - 1; i >= 0; i--)
        {
            var attribute = node.Attribute[i];
            if (attribute.RefAttrName.Length > 0)
            {
                node.Attribute.RemoveAt(i);
                if (!given.TryGetValue(attribute.RefAttrName, out var value)) continue;
                value = value.Clone();
                value.Name = attribute.Name;
                node.Attribute.Insert(i, value);
            }
            else
            {
                if (attribute.G is not null) Fill(attribute.G, given);
                foreach (var graph in attribute.Graphs) Fill(graph, given);
            }
        }
    }

    private static void Fill(GraphProto graph, Dictionary<string, AttributeProto> given)
    {
        foreach (var node in graph.Node) Fill(node, given);
    }
}
