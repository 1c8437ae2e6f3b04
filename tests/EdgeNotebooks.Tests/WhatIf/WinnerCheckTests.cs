using EdgeNotebooks.WhatIf.Checking;

namespace EdgeNotebooks.Tests.WhatIf;

public class WinnerCheckTests
{
    private static readonly IReadOnlyList<RivalPoint> s_drawn = RivalDraw.Of(SyntheticProfile.Of(), new() { Points = 12, MaxSeconds = 1 });

    [Fact]
    public void RivalsAreTheFastestWayOfEachDeployment_TheFastestFirst_AndWithinReach()
    {
        Assert.Equal(12, s_drawn.Count);
        Assert.All(s_drawn, point =>
        {
            Assert.True(point.Rivals.Count >= 2);
            Assert.Distinct(point.Rivals.Select(rival => rival.Deployment));
            var seconds = point.Rivals.Select(rival => rival.Option.Seconds).ToArray();
            Assert.Equal(seconds.Order(), seconds);
            Assert.All(seconds.Skip(2), one => Assert.InRange(one, seconds[0], 2 * seconds[0]));
            Assert.All(seconds, one => Assert.InRange(one, 0, 1));
            // No other way of that deployment is faster.
            var search = SyntheticProfile.Of().At(point.Rivals[0].Conditions).With([EdgeNotebooks.Transport.Messages.WireEncoding.Binary]).Search();
            Assert.All(point.Rivals, rival => Assert.Equal(search.Rivals.Where(one => one.Deployment == rival.Option.Deployment).Min(one => one.Seconds), rival.Option.Seconds));
        });
        // Half, the same and twice the speed of mobile; a quarter of a processor doubled is still one thread's.
        Assert.Equal([0.5, 1, 2], s_drawn.Select(point => point.Rivals[0].Conditions.MobileSpeed).Distinct().Order());
    }

    [Fact]
    public void TheSamePointsComeOutOfTheSameSeed()
    {
        string[] Texts(int seed) => [.. RivalDraw.Of(SyntheticProfile.Of(), new() { Points = 3, Seed = seed }).SelectMany(point => point.Rivals).Select(rival => rival.ToString())];
        Assert.Equal(Texts(5), Texts(5));
        Assert.NotEqual(Texts(5), Texts(6));
    }

    // Six starts that all agree: the interval of their median difference is from the least to the largest, with 97 %.
    [Theory]
    [InlineData(new[] { 1.0, 1, 1, 1, 1, 1 }, new[] { 2.0, 3, 2, 2, 2, 2 }, true, true)]
    [InlineData(new[] { 1.0, 1, 1, 1, 1, 4 }, new[] { 2.0, 3, 2, 2, 2, 2 }, false, true)]
    [InlineData(new[] { 2.0, 2, 2, 2, 2, 2 }, new[] { 1.0, 1, 1, 1, 1, 1 }, true, false)]
    [InlineData(new[] { 1.0, 1, 1 }, new[] { 2.0, 2, 2 }, false, true)]
    public void AGapIsClear_WhereSixStartsAgree(double[] predictedFirst, double[] other, bool isClear, bool isRight)
    {
        var rivals = s_drawn[0].Rivals;
        var point = new WinnerPoint(Confidence: 1, [new(rivals[0], 1, predictedFirst), new(rivals[1], 2, other)]);
        Assert.Equal((isClear, isRight), (point.IsGapClear, point.IsRight));
    }

    [Fact]
    public void TheCheckCountsClearPointsAndOthers()
    {
        var rivals = s_drawn[0].Rivals;
        double[] fast = [1, 1, 1, 1, 1, 1], slow = [2, 2, 2, 2, 2, 2], mixed = [1, 3, 1, 3, 1, 3];
        WinnerPoint Point(bool isSure, double[] first, double[] second) => new(isSure ? 1 : 0.5, [new(rivals[0], 1, first), new(rivals[1], 2, second)]);
        var check = new WinnerCheck([Point(true, fast, slow), Point(true, slow, fast), Point(false, mixed, slow), Point(true, mixed, slow)], SyntheticProfile.Of());
        Assert.Equal((2, 1, 1, false), (check.Clear, check.Right, check.Undecided, check.IsWithinGoal));
        Assert.True(new WinnerCheck([Point(true, fast, slow), Point(false, mixed, slow)], SyntheticProfile.Of()).IsWithinGoal);
        Assert.Equal(["winner", "", "", "winner"], check.ToDataFrame().Columns["measured"].Cast<string>().Take(4));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(61)]
    [InlineData(double.NaN)]
    public void ATimeOutOfRange_IsRefused(double seconds) =>
        Assert.Contains("between 0 and 60", Assert.Throws<ArgumentException>(() => new LabCheckSettings { LeastSeconds = seconds }.Checked()).Message, StringComparison.Ordinal);
}
