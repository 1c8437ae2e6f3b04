namespace EdgeNotebooks.Onnx.Storage;

/// <summary>Which fields lead to tensors, and which fields of a tensor hold its values. Numbers: Schema/onnx.proto.</summary>
internal static class MessagePath
{
    /// <summary>The field of TensorProto under which a payload's number is kept while a model is in memory.</summary>
    public const int PayloadField = 536870911;

    /// <summary>The kind of message in <paramref name="field"/> of a message of kind <paramref name="parent"/>.</summary>
    public static MessageKind Child(MessageKind parent, int field) => (parent, field) switch
    {
        (MessageKind.Model, 7) => MessageKind.Graph,
        (MessageKind.Model, 25) => MessageKind.Function,
        (MessageKind.Graph, 1) => MessageKind.Node,
        (MessageKind.Graph, 5) => MessageKind.Tensor,
        (MessageKind.Graph, 15) => MessageKind.SparseTensor,
        (MessageKind.Node, 5) => MessageKind.Attribute,
        (MessageKind.Attribute, 5 or 10) => MessageKind.Tensor,
        (MessageKind.Attribute, 6 or 11) => MessageKind.Graph,
        (MessageKind.Attribute, 22 or 23) => MessageKind.SparseTensor,
        (MessageKind.SparseTensor, 1 or 2) => MessageKind.Tensor,
        (MessageKind.Function, 7) => MessageKind.Node,
        (MessageKind.Function, 11) => MessageKind.Attribute,
        _ => MessageKind.Other,
    };

    /// <summary>Whether a field of TensorProto holds values that may be large: float, int32, int64, raw, double, uint64.</summary>
    public static bool HoldsValues(int field) => field is 4 or 5 or 7 or 9 or 10 or 11;
}
