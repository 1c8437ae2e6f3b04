using System.Collections.Immutable;
using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx;

/// <summary>A node of the main graph.</summary>
/// <param name="Index">Its place in topological order.</param>
/// <param name="Proto">The node as the file has it; shared, not to be changed.</param>
/// <param name="Inputs">Distinct tensors that it reads, captures of its sub-graphs included.</param>
/// <param name="Outputs">Tensors that it makes.</param>
internal sealed record GraphNode(int Index, NodeProto Proto, ImmutableArray<int> Inputs, ImmutableArray<int> Outputs)
{
    /// <summary>The type of a standard operator; qualified by its domain otherwise.</summary>
    public string OpType => Domains.IsStandard(Proto.Domain) ? Proto.OpType : $"{Proto.Domain}.{Proto.OpType}";

    public bool HasSubgraph => Proto.Attribute.Any(attribute => attribute.G is not null || attribute.Graphs.Count > 0);

    public AttributeProto? Attribute(string name) => Proto.Attribute.FirstOrDefault(attribute => attribute.Name == name);
}
