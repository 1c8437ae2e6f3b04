using EdgeNotebooks.Metrics;

namespace EdgeNotebooks.Tests.Metrics;

public class TopKTests
{
    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(3, 3)] // equal to class 1, which comes first
    public void ARank_CountsWhatStandsBefore(int label, int rank) =>
        Assert.Equal(rank, TopK.RankOf(label, [0.5f, 0.2f, 0.9f, 0.2f]));

    [Fact]
    public void NaN_RanksLast() => Assert.Equal(0, TopK.RankOf(1, [float.NaN, -5]));

    [Fact]
    public void Percent_IsTheShareOfRanksBelowK()
    {
        Assert.Equal(25, TopK.Percent([0, 1, 4, 5], 1));
        Assert.Equal(75, TopK.Percent([0, 1, 4, 5], 5));
    }
}
