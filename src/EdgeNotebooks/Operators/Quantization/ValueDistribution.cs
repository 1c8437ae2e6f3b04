namespace EdgeNotebooks.Operators.Quantization;

/// <summary>How often an activation took which value, for a chart.</summary>
/// <param name="Tensor">The activation.</param>
/// <param name="Middles">Middle of each bin, ascending; from the smallest to the largest value seen.</param>
/// <param name="Shares">Share of all values in each bin, 0 to 1.</param>
public sealed record ValueDistribution(string Tensor, IReadOnlyList<double> Middles, IReadOnlyList<double> Shares);
