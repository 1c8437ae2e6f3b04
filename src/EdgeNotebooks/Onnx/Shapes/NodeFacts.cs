using System.Runtime.InteropServices;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Storage;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>A node as a shape rule sees it: its attributes, and what is known of its inputs by position.</summary>
internal sealed class NodeFacts(NodeProto node, long opset, Func<string, TensorFact> facts, Func<string, TensorProto?> constants)
{
    public NodeProto Node => node;

    public string OpType => node.OpType;

    /// <summary>Version of the node's operator set.</summary>
    public long Opset => opset;

    public int InputCount => node.Input.Count;

    public bool Has(int index) => index < node.Input.Count && node.Input[index].Length > 0;

    /// <summary>What is known of the input at <paramref name="index"/>; nothing if it is left out.</summary>
    public TensorFact Input(int index) => Has(index) ? facts(node.Input[index]) : TensorFact.Unknown;

    public AttributeProto? Attribute(string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name);

    public long Int(string name, long otherwise) => Attribute(name) is { HasI: true } attribute ? attribute.I : otherwise;

    public string Text(string name, string otherwise) => Attribute(name) is { HasS: true } attribute ? attribute.S.ToStringUtf8() : otherwise;

    public long[]? Ints(string name) => Attribute(name) is { } attribute ? [.. attribute.Ints] : null;

    /// <summary>Integers that moved from an attribute to an input as opsets went on: axes, pads, repeats.</summary>
    public long[]? Ints(string attribute, int input) => Ints(attribute) ?? (Has(input) ? Input(input).Numbers : null);

    /// <summary>Floats of a small constant input, or null.</summary>
    public float[]? Floats(int input)
    {
        if (!Has(input) || constants(node.Input[input]) is not { } tensor || tensor.HasPayload || ExternalData.Is(tensor)) return null;
        if (tensor.DataType != (int)ElementType.Float32) return null;
        return tensor.RawData.Length > 0 ? MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray() : [.. tensor.FloatData];
    }

    /// <summary>An axis number counted from the front; null if it is outside <paramref name="rank"/>.</summary>
    public static int? Axis(long axis, int rank) => axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : null;
}
