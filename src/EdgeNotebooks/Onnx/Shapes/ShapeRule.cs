namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>
/// Says what is known of a node's outputs, in order; outputs that it leaves out are unknown. A rule never guesses: where inputs
/// contradict the operator's definition, nothing is known.
/// </summary>
internal delegate IReadOnlyList<TensorFact> ShapeRule(NodeView node);
