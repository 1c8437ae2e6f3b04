using System.Runtime.InteropServices;
using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx.Storage;

/// <summary>Reads a float32 tensor of a model from wherever its values lie.</summary>
internal static class TensorFloats
{
    /// <summary>All values, row by row, as a new array.</summary>
    /// <exception cref="InvalidModelException">The source ends early, or the tensor is no float32.</exception>
    public static float[] Read(TensorProto tensor, IReadOnlyList<Payload> payloads)
    {
        if ((ElementType)tensor.DataType != ElementType.Float32 || TensorData.Elements(tensor) is not { } count || count > Array.MaxLength)
            throw new InvalidModelException(tensor.Name, $"float32 weights were expected, not {((ElementType)tensor.DataType).Label()}");
        var values = new float[count];
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        if (tensor.HasPayload)
        {
            using var stream = payloads[(int)tensor.Payload].Open();
            stream.ReadExactly(bytes);
        }
        else if (tensor.RawData.Length > 0)
        {
            tensor.RawData.Span.CopyTo(bytes);
        }
        else
        {
            tensor.FloatData.CopyTo(values, 0);
        }

        return values;
    }
}
