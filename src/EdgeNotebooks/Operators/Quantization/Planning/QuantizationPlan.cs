using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Operators.Quantization.Planning;

/// <summary>Which nodes become int8, which vanish into a range, and which activations get a scale.</summary>
/// <param name="Model">The prepared float model.</param>
/// <param name="Nodes">Every node, in topological order.</param>
/// <param name="Folded">By tensor that an integer node makes: the ReLU or Clip that vanishes into its range.</param>
/// <param name="Scales">
/// By quantized activation: the one whose range it has, usually itself. Where a limit vanished the activation is the limit's output.
/// </param>
/// <param name="Made">Quantized activations that an integer node makes; others are quantized for their integer readers only.</param>
internal sealed record QuantizationPlan(
    OnnxModel Model, IReadOnlyList<PlannedNode> Nodes, IReadOnlyDictionary<string, GraphNode> Folded,
    IReadOnlyDictionary<string, string> Scales, IReadOnlySet<string> Made)
{
    /// <summary>The activations whose values decide a range, in the order of their nodes.</summary>
    public IReadOnlyList<string> Measured => [.. Scales.Values.Distinct()];

    /// <summary>
    /// These and every other quantized activation, in the order of their nodes: with all of them known, nodes can be left float later
    /// without measuring again.
    /// </summary>
    public IReadOnlyList<string> Known => [.. Scales.Keys];

    /// <summary>Whether any node becomes int8.</summary>
    public bool IsEmpty => Scales.Count == 0;
}
