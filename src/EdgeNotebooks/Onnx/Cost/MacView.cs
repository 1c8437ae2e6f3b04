using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Shapes;

namespace EdgeNotebooks.Onnx.Cost;

/// <summary>A node with the shapes around it, as a rule that counts sees it.</summary>
internal readonly record struct MacView(NodeProto Node, ShapeMap Shapes)
{
    public TensorShape? Output => Node.Output.Count > 0 ? Shapes.Fact(Node.Output[0]).Shape : null;

    public IEnumerable<TensorShape?> Inputs => Node.Input.Select(ShapeOf);

    public IEnumerable<GraphProto> Graphs => Node.Attribute.Select(attribute => attribute.G).OfType<GraphProto>();

    public TensorShape? Input(int index) => index < Node.Input.Count ? ShapeOf(Node.Input[index]) : null;

    /// <summary>An integer attribute; 0 where it is left out.</summary>
    public long Int(string name) => Attribute(name)?.I ?? 0;

    public string Text(string name) => Attribute(name)?.S.ToStringUtf8() ?? "";

    private AttributeProto? Attribute(string name) => Node.Attribute.FirstOrDefault(attribute => attribute.Name == name);

    private TensorShape? ShapeOf(string tensor) => tensor.Length == 0 ? null : Shapes.Fact(tensor).Shape;
}
