using EdgeNotebooks.Display;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Tests.Display;

public class DataFrameDisplayTests
{
    private static readonly DataFrame s_small = new(
        new StringDataFrameColumn("subject", ["a<b", "c"]), new DoubleDataFrameColumn("latency_s", [1.23456789, null]), new Int32DataFrameColumn("n", [5, -6]));

    [Fact]
    public void Text_IsAligned_WithItsSize() => Assert.Equal(
        """
        subject  latency_s   n
        a<b        1.23457   5
        c                   -6
        2 rows, 3 columns
        """.ReplaceLineEndings("\n"), DataFrameDisplay.ToText(s_small));

    [Fact]
    public void Html_IsEscaped_AndNamesUnits()
    {
        var html = DataFrameDisplay.ToHtml(s_small);
        Assert.Contains("a&lt;b", html);
        Assert.Matches("latency_s<br><span[^>]*>s</span>", html);
        Assert.Contains("2 rows, 3 columns", html);
    }

    [Fact]
    public void ALongFrame_ShowsFirstAndLastRows()
    {
        var text = DataFrameDisplay.ToText(new DataFrame(new Int32DataFrameColumn("i", Enumerable.Range(0, 1000))));
        var lines = text.Split('\n');
        Assert.Equal(["  i", "  0", "  1", "  2", "  3", "  4", "  5", "  6", "  7", "  8", "  9", "...", "995", "996", "997", "998", "999", "1000 rows, 1 column"], lines);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(12345678, "12345678")]
    [InlineData(1.0 / 3, "0.333333")]
    [InlineData(-1234.5678, "-1234.57")]
    [InlineData(1e-5, "1e-5")]
    [InlineData(9.637646325874504e-221, "9.63765e-221")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void Numbers_HaveSixSignificantDigits(double value, string text) => Assert.Equal(text, HtmlText.Number(value));
}
