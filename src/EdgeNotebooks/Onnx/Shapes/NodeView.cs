using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>A node as a rule sees it: attributes by name with their defaults, and what is known of its inputs.</summary>
internal sealed class NodeView(NodeProto proto, long opset, TensorFact[] inputs, ScopeWalk walk)
{
    public string OpType => proto.OpType;

    /// <summary>Version of the operator set that the node belongs to.</summary>
    public long Opset => opset;

    public int InputCount => inputs.Length;

    public int OutputCount => proto.Output.Count;

    /// <summary>What is known of all inputs, those left out included.</summary>
    public IReadOnlyList<TensorFact> Inputs => inputs;

    /// <summary>Where the node stands, for sub-graphs.</summary>
    public ScopeWalk Walk => walk;

    /// <summary>The input at <paramref name="index"/>; nothing is known of one that is left out.</summary>
    public TensorFact Input(int index) => index < inputs.Length ? inputs[index] : TensorFact.Nothing;

    public bool Has(int index) => index < proto.Input.Count && proto.Input[index].Length > 0;

    public AttributeProto? Attribute(string name)
    {
        foreach (var attribute in proto.Attribute)
        {
            if (attribute.Name == name) return attribute;
        }

        return null;
    }

    public long? Int(string name) => Attribute(name) is { HasI: true } attribute ? attribute.I : null;

    public long Int(string name, long otherwise) => Int(name) ?? otherwise;

    public string Text(string name, string otherwise) => Attribute(name) is { HasS: true } attribute ? attribute.S.ToStringUtf8() : otherwise;

    /// <summary>A list of integers; null where it is left out.</summary>
    public long[]? Ints(string name) => Attribute(name) is { } attribute ? [.. attribute.Ints] : null;

    /// <summary>A list of integers that has one default for each of <paramref name="count"/> entries; null if it has another length.</summary>
    public long[]? Ints(string name, int count, long otherwise)
    {
        var list = Ints(name) is { Length: > 0 } given ? given : [.. Enumerable.Repeat(otherwise, count)];
        return list.Length == count ? list : null;
    }

    public GraphProto? Graph(string name) => Attribute(name)?.G;

    /// <summary>The element type that attribute <paramref name="name"/> states.</summary>
    public ElementType Type(string name, ElementType otherwise) => Int(name) is { } type ? (ElementType)type : otherwise;

    /// <summary>
    /// Integers that older opsets hold in an attribute and newer ones in an input: the axes of Squeeze, of ReduceSum.
    /// </summary>
    /// <returns>Null where they are not all known; an empty list where they are left out.</returns>
    public long[]? IntsAt(string attribute, int input) =>
        NumbersAt(attribute, input) is { } values && values.All(value => value.Integer is not null)
            ? [.. values.Select(value => value.Integer!.Value)]
            : null;

    /// <summary>The same with each number as far as it is known: the pads of Pad.</summary>
    /// <returns>Null where not even their number is known; an empty list where they are left out.</returns>
    public Number[]? NumbersAt(string attribute, int input) =>
        Ints(attribute) is { } list ? [.. list.Select(value => (Number)value)]
        : Has(input) ? Input(input).Values
        : [];
}
