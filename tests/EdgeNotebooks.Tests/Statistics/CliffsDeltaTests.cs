using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Statistics;

public class CliffsDeltaTests
{
    [Fact]
    public void TheMerge_EqualsTheDefinition_WithTies()
    {
        var random = new Random(7);
        for (var draw = 0; draw < 200; draw++)
        {
            double[] a = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => (double)random.Next(12))];
            double[] b = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => (double)random.Next(12))];
            var counted = a.Sum(x => b.Sum(y => Math.Sign(x - y))) / (double)(a.Length * b.Length);
            Assert.Equal(counted, CliffsDelta.Of(new("a", a), new("b", b)).Delta);
        }
    }

    [Fact]
    public void Swapping_ChangesOnlyTheSign()
    {
        var (a, b) = (Samples.Of("a", 1, 2, 2, 5), Samples.Of("b", 2, 3));
        Assert.Equal(-CliffsDelta.Of(a, b).Delta, CliffsDelta.Of(b, a).Delta);
    }

    [Fact]
    public void AMillionPairs_DoNotOverflow()
    {
        var low = new Sample("low", Enumerable.Range(0, 100_000).Select(i => (double)i));
        var high = new Sample("high", Enumerable.Range(200_000, 100_000).Select(i => (double)i));
        Assert.Equal(-1, CliffsDelta.Of(low, high).Delta);
    }

    // Romano et al. (2006): 0.147, 0.33, 0.474
    [Theory]
    [InlineData(0.1469, Magnitude.Negligible)]
    [InlineData(-0.147, Magnitude.Small)]
    [InlineData(0.33, Magnitude.Medium)]
    [InlineData(-0.474, Magnitude.Large)]
    public void Magnitude_HasRomanosThresholds(double delta, Magnitude expected) => Assert.Equal(expected, Magnitudes.Of(delta));
}
