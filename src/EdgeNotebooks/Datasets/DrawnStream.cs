namespace EdgeNotebooks.Datasets;

/// <summary>
/// What drawn pictures are for. The same seed gives unrelated pictures in each stream, so what a model is tested on was never
/// seen in training or calibration.
/// </summary>
public enum DrawnStream
{
    /// <summary>Pictures that weights are learnt from.</summary>
    Training,

    /// <summary>Pictures that value ranges are measured on for quantization.</summary>
    Calibration,

    /// <summary>Pictures that accuracy is measured on.</summary>
    HeldOut,
}
