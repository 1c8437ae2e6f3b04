namespace EdgeNotebooks.Inference;

/// <summary>What one operator of a loaded model took.</summary>
/// <param name="Name">As ONNX Runtime calls it after its optimisations.</param>
/// <param name="OpType">What it became, such as <c>QLinearConv</c>.</param>
/// <param name="Seconds">Lower quartile of the runs.</param>
public sealed record OperatorTime(string Name, string OpType, double Seconds);
