namespace EdgeNotebooks.Operators.Quantization;

/// <summary>How the range of an activation is chosen from what calibration saw. Every range holds 0.</summary>
public enum CalibrationMethod
{
    /// <summary>The smallest and the largest value.</summary>
    MinMax,

    /// <summary>The smallest and the largest value of each sample, averaged: a later sample moves the average by a tenth.</summary>
    MovingAverage,

    /// <summary>Cuts off a share of the values: <see cref="QuantizationOptions.Percentile"/>.</summary>
    Percentile,

    /// <summary>The range whose 8-bit histogram loses least information (Kullback-Leibler divergence).</summary>
    Entropy,

    /// <summary>The range with the least mean squared error.</summary>
    Mse,
}
