using EdgeNotebooks.Operators.Quantization;

namespace EdgeNotebooks.Subjects.Evaluation;

/// <summary>Accuracy of a subject quantized in one way, against the float model on the same pictures.</summary>
/// <param name="Method">How ranges were chosen.</param>
/// <param name="Samples">Calibration pictures.</param>
/// <param name="ScorePct">Top-1, or mean intersection over union.</param>
/// <param name="LossPct">Points lost; negative is a gain.</param>
/// <param name="LossLow">Lower end of the 95 % interval of the loss, as <see cref="AccuracyLoss"/> has it.</param>
/// <param name="LossHigh">Upper end.</param>
public sealed record SweepPoint(CalibrationMethod Method, int Samples, double ScorePct, double LossPct, double LossLow, double LossHigh)
{
    /// <summary>Method, size, loss and interval in one line.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Method}, {Samples} pictures: {ScorePct:0.00} %, loss {LossPct:0.00} points (95 % interval {LossLow:0.00} to {LossHigh:0.00}, the same pictures for both)");
}
