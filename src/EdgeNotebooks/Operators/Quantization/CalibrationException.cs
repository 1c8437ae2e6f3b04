namespace EdgeNotebooks.Operators.Quantization;

/// <summary>Calibration data that a model cannot be calibrated with.</summary>
/// <param name="data">The data as the caller named it.</param>
/// <param name="sample">The sample that shows the problem; null if it is none in particular.</param>
/// <param name="tensor">The tensor that shows it; null if it is none in particular.</param>
/// <param name="reason">What is wrong and what to do.</param>
/// <param name="cause">What led to it.</param>
public sealed class CalibrationException(string data, string? sample, string? tensor, string reason, Exception? cause = null)
    : Exception($"calibration data '{data}'{(sample is null ? "" : $", {sample}")}: {reason}", cause)
{
    /// <summary>The sample that shows the problem.</summary>
    public string? Sample { get; } = sample;

    /// <summary>The tensor that shows it.</summary>
    public string? Tensor { get; } = tensor;
}
