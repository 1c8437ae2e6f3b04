namespace EdgeNotebooks.Inference;

/// <summary>Looks at an output of a run while it lies in the runtime's memory.</summary>
/// <param name="name">The output.</param>
/// <param name="values">Its values in row-major order; gone afterwards.</param>
internal delegate void OutputVisitor(string name, ReadOnlySpan<float> values);
