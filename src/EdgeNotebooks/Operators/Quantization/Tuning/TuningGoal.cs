using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Operators.Quantization.Tuning;

/// <summary>How much accuracy quantization may cost, and how that is measured.</summary>
/// <param name="MaxLoss">Points of the score, at least 0.</param>
/// <param name="Score">Accuracy of a model in percent; higher is better.</param>
public sealed record TuningGoal(double MaxLoss, Func<OnnxModel, double> Score)
{
    /// <summary>No new step begins after this time.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Samples for the sensitivity of layers.</summary>
    public int SensitivitySamples { get; init; } = 8;

    /// <summary>Called with each model that is better than all before, so that the best so far can be kept on disk.</summary>
    public Action<QuantizedModel>? Improved { get; init; }
}
