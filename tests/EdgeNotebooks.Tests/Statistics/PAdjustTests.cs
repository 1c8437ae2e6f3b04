using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Tests.Statistics;

public class PAdjustTests
{
    // R 4.2.2: p.adjust(c(0.04, 0.001, 0.03, 0.03, 0.9), "bonferroni"), "holm", "BH"
    [Theory]
    [InlineData(PAdjustment.None, new[] { 0.04, 0.001, 0.03, 0.03, 0.9 })]
    [InlineData(PAdjustment.Bonferroni, new[] { 0.2, 0.005, 0.15, 0.15, 1.0 })]
    [InlineData(PAdjustment.Holm, new[] { 0.12, 0.005, 0.12, 0.12, 0.9 })]
    [InlineData(PAdjustment.BenjaminiHochberg, new[] { 0.05, 0.005, 0.05, 0.05, 0.9 })]
    public void Adjusted_EqualsR(PAdjustment method, double[] expected)
    {
        var adjusted = PAdjust.Apply([.. new[] { 0.04, 0.001, 0.03, 0.03, 0.9 }.Select(PValue.From)], method);
        foreach (var (e, a) in expected.Zip(adjusted)) Close.Relative(e, a, 1e-12, method.ToString());
    }

    [Fact]
    public void PsThatUnderflow_KeepTheirOrder()
    {
        var adjusted = PAdjust.Apply([PValue.FromLn(-3000), PValue.FromLn(-4000)]);
        Close.Relative(-4000 / Math.Log(10) + Math.Log10(2), adjusted[1].Log10, 1e-12);
        Close.Relative(-3000 / Math.Log(10), adjusted[0].Log10, 1e-12);
    }

    [Fact]
    public void AnUnknownName_IsRefused() => Assert.Throws<ArgumentException>(() => PAdjust.Parse("tukey"));
}
