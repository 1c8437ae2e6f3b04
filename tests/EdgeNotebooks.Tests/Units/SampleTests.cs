using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Units;

public class SampleTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AValueThatIsNotFinite_IsNamedByPosition(double bad) =>
        Assert.Contains("sample 'edge': value 2 of 3", Assert.Throws<ArgumentException>(() => new Sample("edge", [1, bad, 3])).Message, StringComparison.Ordinal);

    [Fact]
    public void AnEmptySample_IsRefused() =>
        Assert.Contains("'edge' is empty", Assert.Throws<ArgumentException>(() => new Sample("edge", [])).Message, StringComparison.Ordinal);

    [Fact]
    public void Values_AreCopied_AndKeepTheirOrder()
    {
        double[] mine = [3, 1, 2];
        var sample = new Sample("edge", mine);
        mine[0] = 99;
        Assert.Equal([3, 1, 2], sample.Values.ToArray());
        Assert.Equal([1, 2, 3], sample.Sorted.ToArray());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20_000)]
    public void ManyValues_AreSortedLikeFew(int count)
    {
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, count).Select(i => i % 7 == 0 ? -random.Next(50) : random.NextDouble() * Math.Pow(10, random.Next(-300, 300)))];
        Assert.Equal(values.Order(), new Sample("x", values).Sorted.ToArray());
    }
}
