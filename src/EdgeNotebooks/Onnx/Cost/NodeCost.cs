namespace EdgeNotebooks.Onnx.Cost;

/// <summary>What one node of the main graph costs.</summary>
/// <param name="Index">Its place in topological order.</param>
/// <param name="Name">As in the file; may be empty.</param>
/// <param name="OpType">Operator, qualified by its domain where that is not the standard one.</param>
/// <param name="Parameters">
/// Elements of the weights that it reads: initializers, constants and weights in its attributes or sub-graphs. Weights that several
/// nodes read count at the first of them, so that nodes add up to the model. Constants of int64, bool and text are none.
/// </param>
/// <param name="Bytes">Bytes of these weights as stored.</param>
/// <param name="Macs">Multiply-accumulate operations of one inference; null where a length is open or the operator is not known.</param>
public sealed record NodeCost(int Index, string Name, string OpType, long Parameters, long Bytes, long? Macs);
