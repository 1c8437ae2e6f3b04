using System.Text.RegularExpressions;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Operators.Quantization.Planning;

namespace EdgeNotebooks.Operators.Quantization.Explaining;

/// <summary>
/// Finds the node of the source that an operator of a loaded model came from. ONNX Runtime calls it by the node, or by the tensor
/// that the last of several fused nodes makes, with marks of its own behind.
/// </summary>
internal sealed partial class NodeMatch
{
    private readonly Dictionary<string, string> owners = [];

    public NodeMatch(QuantizationPlan plan)
    {
        foreach (var planned in plan.Nodes)
        {
            var node = planned.Node;
            // A limit runs inside what it limits, in both models; so it counts there.
            var owner = planned.Kind == OperatorKind.Limit && plan.Model.Graph.Require(node.Proto.Input[0]) is { Producer: { } maker, Readers.Count: 1 }
                ? owners[NodeNames.Of(plan.Model.Graph.Nodes[maker].Proto)]
                : planned.Name;
            owners[planned.Name] = owner;
            foreach (var output in node.Proto.Output) owners.TryAdd(output, owner);
        }
    }

    /// <summary>The node's name; null for what the runtime or quantization added.</summary>
    public string? Owner(OperatorTime time)
    {
        if (time.OpType is "QuantizeLinear" or "DequantizeLinear" or "Transpose" or "ReorderInput" or "ReorderOutput") return owners.GetValueOrDefault(time.Name);
        var name = time.Name;
        while (!owners.ContainsKey(name) && Mark().Match(name) is { Success: true } mark) name = name[..mark.Index];
        return owners.GetValueOrDefault(name);
    }

    /// <summary>What fusions append: <c>_token_12</c>, <c>_nchwc</c>, <c>_nhwc</c>, <c>_quant</c>, <c>_float</c>.</summary>
    [GeneratedRegex("(_token_[0-9]+|_nchwc|_nhwc|_quant|_float|_quantized)$")]
    private static partial Regex Mark();
}
