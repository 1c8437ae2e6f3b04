namespace EdgeNotebooks.Operators.Quantization;

/// <summary>What became of one node of a model.</summary>
/// <param name="Name">Its name, or its first output where it has none.</param>
/// <param name="OpType">Its operator.</param>
/// <param name="IsQuantized">Whether it computes on 8-bit integers, or vanished into the range of one that does.</param>
/// <param name="Reason">Why it stays float; null otherwise.</param>
public sealed record QuantizedNode(string Name, string OpType, bool IsQuantized, string? Reason);
