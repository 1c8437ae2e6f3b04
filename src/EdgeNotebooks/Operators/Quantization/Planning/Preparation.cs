using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Surgery;

namespace EdgeNotebooks.Operators.Quantization.Planning;

/// <summary>
/// Makes a float model ready: constants become initializers, the opset is raised where per-channel scales need it, and batch
/// normalisation goes into the convolution before it. The result computes the same.
/// </summary>
internal static class Preparation
{
    /// <summary>The first opset whose DequantizeLinear takes a scale for each channel.</summary>
    public const long PerChannelOpset = 13;

    /// <summary>The first opset with QuantizeLinear, and the first whose MaxPool takes integers.</summary>
    private const long OldestOpset = 12;

    /// <exception cref="QuantizationException">It is quantized already, or its opset is too old to be raised.</exception>
    public static OnnxModel Of(OnnxModel model, bool perTensor)
    {
        RequireFloat(model);
        var lifted = Lifted(model);
        var obstacle = lifted.Opset < PerChannelOpset ? OpsetRaise.Obstacle(lifted) : null;
        if (obstacle is not null && (lifted.Opset < OldestOpset || !perTensor))
            throw new QuantizationException(model.Label, FormattableString.Invariant($"opset {model.Opset} has to become {PerChannelOpset}, but {obstacle}")
                + (lifted.Opset < OldestOpset ? "; export it again with a newer opset" : "; export it again with a newer opset, or quantize per tensor"));
        var raised = lifted.Opset < PerChannelOpset && obstacle is null ? OpsetRaise.To(lifted, PerChannelOpset) : lifted;
        return BatchNormFolding.Of(raised);
    }

    private static void RequireFloat(OnnxModel model)
    {
        var found = model.Graph.Nodes.Where(node => node.Proto.OpType is "QuantizeLinear" or "DequantizeLinear" or "DynamicQuantizeLinear"
            or "ConvInteger" or "MatMulInteger" || node.Proto.OpType.StartsWith("QLinear", StringComparison.Ordinal)).ToList();
        if (found.Count > 0)
            throw new QuantizationException(model.Label, FormattableString.Invariant(
                $"it is quantized already: {found.Count} nodes such as {found[0].OpType} '{NodeNames.Of(found[0].Proto)}'; quantize the float model it was made from"));
    }

    /// <summary>Constant nodes, and copies of constants by Identity, become initializers that are read by name.</summary>
    private static OnnxModel Lifted(OnnxModel model)
    {
        var draft = new GraphDraft(model);
        var alias = new Dictionary<string, string>();
        var outputs = model.Outputs.Select(output => output.Name).ToHashSet();
        draft.Nodes.RemoveAll(node =>
        {
            if (!Domains.IsStandard(node.Domain) || node.Output.Count != 1 || outputs.Contains(node.Output[0])) return false;
            if (node.OpType == "Constant" && node.Attribute is [{ Name: "value", T: { } value }])
            {
                draft.Add(node.Output[0], value);
                alias[node.Output[0]] = node.Output[0];
                return true;
            }

            if (node.OpType != "Identity" || node.Input.Count != 1) return false;
            var name = alias.GetValueOrDefault(node.Input[0], node.Input[0]);
            if (name != node.Input[0] || alias.ContainsKey(name) || model.Graph.Find(name)?.Initializer is not null)
            {
                alias[node.Output[0]] = name;
                return true;
            }

            return false;
        });
        if (alias.Count == 0) return model;
        foreach (var (from, to) in alias.Where(pair => pair.Key != pair.Value))
        {
            for (var i = 0; i < draft.Nodes.Count; i++) draft.Nodes[i] = Renaming.Read(draft.Nodes[i], from, to);
        }

        return draft.Build(model.Label);
    }
}
