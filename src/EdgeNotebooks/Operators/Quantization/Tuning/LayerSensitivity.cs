namespace EdgeNotebooks.Operators.Quantization.Tuning;

/// <summary>What one layer alone does to the outputs when it becomes int8.</summary>
/// <param name="Node">The layer.</param>
/// <param name="OpType">Its operator.</param>
/// <param name="SqnrDb">Of the model's outputs, all else float; the lower, the more sensitive.</param>
public sealed record LayerSensitivity(string Node, string OpType, double SqnrDb);
