using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Tests.Statistics;

public class PValueTests
{
    [Theory]
    [InlineData(-2094.6, "2.51e-2095")]
    [InlineData(-4, "1.00e-4")]
    [InlineData(-3.0000001, "1.00e-3")]
    public void Text_SurvivesUnderflow(double log10, string text) =>
        Assert.Equal(text, PValue.FromLn(log10 * Math.Log(10)).ToString());

    [Fact]
    public void Text_OfOrdinaryValues_HasThreeDigits() => Assert.Equal("0.0221", PValue.From(0.02214).ToString());

    [Fact]
    public void Times_StopsAtOne() => Assert.Equal(PValue.From(1), PValue.From(0.4).Times(3));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void From_RefusesWhatIsNoProbability(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => PValue.From(value));
}
