using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Operators.Quantization.Planning;

/// <summary>Along which axis of a weight tensor the output channels lie.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Channels">Its length.</param>
/// <param name="Inner">Elements between two neighbours along it.</param>
internal readonly record struct WeightLayout(int Axis, int Channels, int Inner)
{
    /// <summary>Conv: [outputs, inputs, ...]; Gemm: [inputs, outputs], or turned with transB; MatMul: [inputs, outputs].</summary>
    public static WeightLayout Of(GraphNode node, TensorProto weight)
    {
        var axis = node.OpType switch
        {
            "Conv" => 0,
            "Gemm" when node.Attribute("transB") is { I: not 0 } => 0,
            _ => 1,
        };
        var inner = 1L;
        for (var i = axis + 1; i < weight.Dims.Count; i++) inner *= weight.Dims[i];
        return new(axis, (int)weight.Dims[axis], (int)inner);
    }

    /// <summary>The channel of the element at <paramref name="index"/> in row-major order.</summary>
    public int ChannelOf(int index) => index / Inner % Channels;
}
