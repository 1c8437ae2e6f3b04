namespace EdgeNotebooks.Operators.Quantization.Tuning;

/// <summary>One model that was tried.</summary>
/// <param name="Method">How its ranges were chosen.</param>
/// <param name="Float">Layers left float for accuracy.</param>
/// <param name="Score">Its accuracy in percent.</param>
/// <param name="Loss">Points lost against the float model; negative is a gain.</param>
/// <param name="Elapsed">Time since the search began.</param>
/// <param name="IsBest">Whether it was better than all before.</param>
public sealed record TuningStep(CalibrationMethod Method, IReadOnlyList<string> Float, double Score, double Loss, TimeSpan Elapsed, bool IsBest);
