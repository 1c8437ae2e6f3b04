using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Storage;
using EdgeNotebooks.Operators.Quantization.Ranges;

namespace EdgeNotebooks.Operators.Quantization.Seams;

/// <summary>A QuantizeLinear of a model with the DequantizeLinear nodes that read it, one scale for the whole tensor.</summary>
/// <param name="Quantize">Float to 8 bits.</param>
/// <param name="Dequantize">Back to float, one or more.</param>
/// <param name="Scale">Value of the scale.</param>
/// <param name="ZeroPoint">Value of the zero point, counted from the lowest integer: 0 to 255.</param>
/// <param name="Type">uint8 or int8.</param>
internal sealed record QdqActivation(GraphNode Quantize, IReadOnlyList<GraphNode> Dequantize, float Scale, int ZeroPoint, ElementType Type)
{
    /// <summary>The activation as readers know it.</summary>
    public string Tensor => Dequantize[0].Proto.Output[0];

    public string ScaleName => Quantize.Proto.Input[1];

    public string ZeroPointName => Quantize.Proto.Input[2];

    public ValueRange Range => new(-(double)ZeroPoint * Scale, (double)(ValueRange.Steps - ZeroPoint) * Scale);

    /// <summary>A range that begins at 0 does what a ReLU before it did.</summary>
    public bool LimitsBelow => ZeroPoint == 0;

    /// <summary>All of a model, in topological order; other forms are passed over.</summary>
    public static IReadOnlyList<QdqActivation> In(OnnxModel model)
    {
        var graph = model.Graph;
        var found = new List<QdqActivation>();
        foreach (var node in graph.Nodes.Where(node => node.OpType == "QuantizeLinear" && node.Proto.Input.Count == 3))
        {
            if (graph.Find(node.Proto.Input[1])?.Initializer is not { DataType: (int)ElementType.Float32 } scale || TensorData.Elements(scale) != 1
                || graph.Find(node.Proto.Input[2])?.Initializer is not { } zero || TensorData.Elements(zero) != 1 || Lowest(zero) is not { } lowest) continue;
            var readers = graph.Tensors[node.Outputs[0]].Readers.Select(reader => graph.Nodes[reader]).ToList();
            if (readers.Count == 0 || readers.Any(reader => reader.OpType != "DequantizeLinear")) continue;
            found.Add(new(node, readers, TensorFloats.Read(scale, model.Payloads)[0], Integer(zero) - lowest, (ElementType)zero.DataType));
        }

        return found;
    }

    private static int? Lowest(TensorProto zero) => (ElementType)zero.DataType switch { ElementType.UInt8 => 0, ElementType.Int8 => sbyte.MinValue, _ => null };

    private static int Integer(TensorProto zero) =>
        zero.RawData is { Length: > 0 } raw ? zero.DataType == (int)ElementType.Int8 ? (sbyte)raw[0] : raw[0] : zero.Int32Data.FirstOrDefault();
}
