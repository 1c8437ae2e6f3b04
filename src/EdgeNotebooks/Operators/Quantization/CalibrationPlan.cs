namespace EdgeNotebooks.Operators.Quantization;

/// <summary>What a calibration will do, known before it starts.</summary>
/// <param name="Samples">Samples read in each pass.</param>
/// <param name="Tensors">Activations measured.</param>
/// <param name="Passes">Passes over the samples: as many as keep the activations of one pass within the budget.</param>
/// <param name="TapBytes">The most that one pass holds of them, whatever the number of samples. Where the model's axes are open it is of the first sample's size: a larger sample takes more in proportion.</param>
/// <param name="HistogramBytes">What their histograms take.</param>
public sealed record CalibrationPlan(int Samples, int Tensors, int Passes, long TapBytes, long HistogramBytes)
{
    /// <summary>Bytes held beside a session of the model.</summary>
    public long BytesBesideModel => TapBytes + HistogramBytes;

    /// <summary>All of it in one line.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"calibration: {Passes} {(Passes == 1 ? "pass" : "passes")} over {Samples} {(Samples == 1 ? "sample" : "samples")}, {Tensors} tensors, at most {BytesBesideModel} bytes beside the model");
}
