using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Operators.Verification;

/// <summary>Tells models with integer arithmetic from others.</summary>
public static class QuantizedModels
{
    /// <summary>Whether the model holds quantized operators, as QDQ pairs or as integer kernels.</summary>
    public static bool IsQuantized(this OnnxModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Graph.Nodes.Any(node => node.Proto.OpType is "QuantizeLinear" or "DequantizeLinear" or "DynamicQuantizeLinear"
            || node.Proto.OpType.StartsWith("QLinear", StringComparison.Ordinal) || node.Proto.OpType.EndsWith("Integer", StringComparison.Ordinal));
    }
}
