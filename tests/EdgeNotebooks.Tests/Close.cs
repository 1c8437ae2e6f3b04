namespace EdgeNotebooks.Tests;

/// <summary>Comparison of numbers that may span thousands of orders of magnitude.</summary>
internal static class Close
{
    public static void Relative(double expected, double actual, double tolerance, string what = "") =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Abs(expected) || expected == actual,
            FormattableString.Invariant($"{what}: expected {expected:R}, got {actual:R}"));

    /// <summary>The study's tolerance for log10 p: 1e-9 absolute plus 1e-6 relative.</summary>
    public static void Log10P(double expected, double actual, string what = "") =>
        Assert.True(Math.Abs(expected - actual) <= 1e-9 + 1e-6 * Math.Abs(expected),
            FormattableString.Invariant($"{what}: expected log10 p {expected:R}, got {actual:R}"));
}
