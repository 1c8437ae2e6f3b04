using System.Collections;
using System.Runtime.CompilerServices;
using EdgeNotebooks.Onnx.Schema;
using Google.Protobuf;

namespace EdgeNotebooks.Onnx;

/// <summary>
/// Value of a node's attribute; numbers, text, lists of them and sub-graphs convert by themselves, and <c>[1, 1]</c> is a list of
/// integers.
/// </summary>
[CollectionBuilder(typeof(AttributeValue), nameof(Ints))]
public sealed class AttributeValue : IEnumerable<long>
{
    private AttributeValue(AttributeProto proto) => Proto = proto;

    internal AttributeProto Proto { get; }

    /// <summary>A list of integers.</summary>
    public static AttributeValue Ints(ReadOnlySpan<long> values) =>
        new(new AttributeProto { Type = AttributeProto.Types.AttributeType.Ints, Ints = { values.ToArray() } });

    /// <summary>An integer; flags are 0 or 1.</summary>
    public static implicit operator AttributeValue(long value) =>
        new(new AttributeProto { Type = AttributeProto.Types.AttributeType.Int, I = value });

    /// <summary>A 32-bit floating point number.</summary>
    public static implicit operator AttributeValue(float value) =>
        new(new AttributeProto { Type = AttributeProto.Types.AttributeType.Float, F = value });

    /// <summary>Text, stored as UTF-8.</summary>
    public static implicit operator AttributeValue(string value) =>
        new(new AttributeProto { Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) });

    /// <summary>A list of integers.</summary>
    public static implicit operator AttributeValue(long[] values) => Ints(values);

    /// <summary>A list of 32-bit floating point numbers.</summary>
    public static implicit operator AttributeValue(float[] values) =>
        new(new AttributeProto { Type = AttributeProto.Types.AttributeType.Floats, Floats = { values } });

    /// <summary>A sub-graph, for If and Loop; its names may refer to the graph around it.</summary>
    public static implicit operator AttributeValue(GraphBuilder graph) =>
        new(new AttributeProto { Type = AttributeProto.Types.AttributeType.Graph, G = graph.ToSubgraph() });

    /// <summary>The integers of the list; none for other kinds.</summary>
    public IEnumerator<long> GetEnumerator() => Proto.Ints.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
