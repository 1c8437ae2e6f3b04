namespace EdgeNotebooks.Operators.Quantization.Explaining;

/// <summary>One cause with what it costs.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Seconds">What an inference of the quantized model spends on it, or loses by it; NaN where that cannot be measured here.</param>
/// <param name="Text">The same in plain words.</param>
public sealed record SlownessCause(SlownessKind Kind, double Seconds, string Text);
