namespace EdgeNotebooks.Statistics;

/// <summary>One pair of a post hoc test.</summary>
/// <param name="A">First group.</param>
/// <param name="B">Second group.</param>
/// <param name="Statistic">Absolute value of the test statistic: t for Conover, z for Dunn. The direction is in <see cref="CliffsDelta"/>.</param>
/// <param name="DegreesOfFreedom">Of Student's t; infinite where the reference distribution is the normal one.</param>
/// <param name="P">Two-sided and not adjusted for the number of pairs; adjust with <see cref="PAdjust"/>.</param>
public sealed record PairTest(string A, string B, double Statistic, double DegreesOfFreedom, PValue P);
