using EdgeNotebooks.Metrics;

namespace EdgeNotebooks.Tests.Metrics;

public class TopKAccuracyTests
{
    [Fact]
    public void HandCountedRows_AreCounted()
    {
        float[] scores =
        [
            9, 1, 2, 3, 4, 5, // class 0 first
            9, 1, 2, 3, 4, 5, // class 2 is fifth
            9, 1, 2, 3, 4, 5, // class 1 is sixth
        ];
        var accuracy = TopKAccuracy.Of(scores, [0, 2, 1]);
        Assert.Equal((3, 1, 2), (accuracy.Count, accuracy.Top1, accuracy.Top5));
        Assert.Equal(100.0 / 3, accuracy.Top1Pct, 1e-12);
    }

    [Fact]
    public void Ties_GoToTheLowerClass()
    {
        Assert.Equal(1, TopKAccuracy.Of([1, 1], [0]).Top1);
        Assert.Equal(0, TopKAccuracy.Of([1, 1], [1]).Top1);
    }

    [Fact]
    public void Batches_AddUp() => Assert.Equal(new TopKAccuracy(5, 3, 4), new TopKAccuracy(2, 1, 2) + new TopKAccuracy(3, 2, 2));

    // statsmodels.stats.proportion.proportion_confint(81, 263, method="wilson") -> (0.255289, 0.366173); Newcombe (1998), table I: 0.2553, 0.3662
    [Fact]
    public void Wilsons_IntervalIsTheOneInTheLiterature()
    {
        var (low, high) = new TopKAccuracy(263, 81, 81).Top1Interval;
        Assert.Equal(25.53, low, 0.005);
        Assert.Equal(36.62, high, 0.005);
    }

    [Theory]
    [InlineData(7, 2)]
    [InlineData(4, 0)]
    public void ScoresThatDoNotDivide_AreRefused(int scores, int labels) =>
        Assert.Throws<ArgumentException>(() => TopKAccuracy.Of(new float[scores], new int[labels]));
}
