using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Operators.Quantization.Planning;

/// <summary>What becomes of one node.</summary>
/// <param name="Node">The node of the prepared model.</param>
/// <param name="Kind">What its operator is.</param>
/// <param name="Reason">Why it stays float; null if it becomes int8.</param>
internal sealed record PlannedNode(GraphNode Node, OperatorKind Kind, string? Reason)
{
    public string Name => NodeNames.Of(Node.Proto);

    public bool IsQuantized => Reason is null;
}
