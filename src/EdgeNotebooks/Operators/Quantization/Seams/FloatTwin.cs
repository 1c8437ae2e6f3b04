using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Surgery;

namespace EdgeNotebooks.Operators.Quantization.Seams;

/// <summary>
/// A quantized model without the rounding of its activations: each pair becomes a ReLU where its range begins at 0 (the ReLU that
/// had vanished into it), and nothing elsewhere. Weights stay the rounded ones.
/// </summary>
internal static class FloatTwin
{
    public static OnnxModel Of(OnnxModel model, IReadOnlyList<QdqActivation> activations)
    {
        var draft = new GraphDraft(model);
        var quantizers = activations.Select(activation => activation.Quantize.Proto).ToHashSet<NodeProto>(ReferenceEqualityComparer.Instance);
        var source = activations.SelectMany(activation => activation.Dequantize.Select(node => (node.Proto, Activation: activation)))
            .ToDictionary(pair => pair.Proto, pair => pair.Activation, (IEqualityComparer<NodeProto>)ReferenceEqualityComparer.Instance);
        for (var i = 0; i < draft.Nodes.Count; i++)
        {
            if (source.TryGetValue(draft.Nodes[i], out var activation))
                draft.Nodes[i] = new NodeProto { OpType = activation.LimitsBelow ? "Relu" : "Identity", Name = draft.Nodes[i].Name, Input = { activation.Quantize.Proto.Input[0] }, Output = { draft.Nodes[i].Output } };
        }

        draft.Nodes.RemoveAll(quantizers.Contains);
        return draft.Build($"{model.Label} without rounding");
    }
}
