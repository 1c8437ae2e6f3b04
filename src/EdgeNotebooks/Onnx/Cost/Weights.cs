using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Storage;

namespace EdgeNotebooks.Onnx.Cost;

/// <summary>
/// Which constants count as parameters: floating point and up to 32-bit integers (quantized weights and biases), not int64, bool
/// and text, which are shapes, axes and indices.
/// </summary>
internal static class Weights
{
    public static long Count(TensorProto tensor) => IsWeight(tensor) ? TensorData.Elements(tensor) ?? 0 : 0;

    public static long Bytes(TensorProto tensor) => IsWeight(tensor) ? TensorData.ExpectedBytes(tensor) ?? 0 : 0;

    private static bool IsWeight(TensorProto tensor) =>
        (ElementType)tensor.DataType is not (ElementType.Int64 or ElementType.UInt64 or ElementType.Bool or ElementType.String or ElementType.Undefined);
}
