namespace EdgeNotebooks.Onnx.Storage;

/// <summary>The messages of the format on the way from a model to its tensors.</summary>
internal enum MessageKind
{
    /// <summary>A message without tensors below it.</summary>
    Other,
    Model,
    Graph,
    Node,
    Attribute,
    Tensor,
    SparseTensor,
    Function,
}
