using EdgeNotebooks.Metrics;
using EdgeNotebooks.Subjects.Evaluation;

namespace EdgeNotebooks.Tests.Subjects.Evaluation;

public class AccuracyLossTests
{
    private static readonly byte[] s_ground = [0, 0, 0, 0], s_things = [1, 1, 1, 1];

    /// <summary>
    /// Two pictures, ground alone and things alone; the other model takes one pixel of ground for a thing. Drawn anew with replacement:
    /// ground twice has IoU 6/8 and 0/2, so 37.5; each once has 3/4 and 4/5, so 77.5; things twice have 100. The mean of both pictures' own
    /// values, 68.75, is not the estimate, and the interval must not be about it.
    /// </summary>
    [Fact]
    public void TheInterval_OfAMetricThatSumsFirst_IsThatOfTheEstimate()
    {
        var loss = AccuracyLoss.Against(Seen((s_ground, s_ground), (s_things, s_things)), Seen(([0, 0, 0, 1], s_ground), (s_things, s_things)));
        Assert.Equal(22.5, loss.Estimate, 9);
        Assert.Equal((0, 62.5), (loss.Low, Math.Round(loss.High, 9)));
    }

    /// <summary>
    /// One large picture that loses much and many small ones that lose nothing: over all pixels the loss is many times the mean of the
    /// pictures' losses, as with scenes of unequal size. An interval of that mean, 1.5 at most, would leave the estimate out.
    /// </summary>
    [Fact]
    public void TheInterval_HoldsTheEstimate_WherePicturesWeighUnequally()
    {
        var large = (Truth: new byte[4000], Said: new byte[4000]);
        for (var i = 0; i < 4000; i++) large.Truth[i] = (byte)(i % 2);
        large.Truth.CopyTo(large.Said, 0);
        for (var i = 0; i < 1000; i++) large.Said[i] = 0;
        var small = Enumerable.Range(0, 99).Select(_ => (new byte[] { 0, 1 }, new byte[] { 0, 1 })).ToArray();
        var loss = AccuracyLoss.Against(Seen([(large.Truth, large.Truth), .. small]), Seen([(large.Said, large.Truth), .. small]));
        Assert.InRange(loss.Estimate, 10, 30);
        Assert.True(loss.Contains(loss.Estimate), $"{loss}");
    }

    [Fact]
    public void LikeModels_LoseNothing() =>
        Assert.Equal((0.0, 0.0, 0.0), Ends(AccuracyLoss.Against(Seen(([0, 1, 1, 0], s_ground)), Seen(([0, 1, 1, 0], s_ground)))));

    [Fact]
    public void OtherPictures_AreRefused() =>
        Assert.Contains("not of the same pictures", Assert.Throws<ArgumentException>(() =>
            AccuracyLoss.Against(Seen((s_ground, s_ground)), Seen((s_ground, s_ground), (s_ground, s_ground)))).Message);

    private static (double, double, double) Ends(EdgeNotebooks.Statistics.Interval interval) => (interval.Estimate, interval.Low, interval.High);

    private static Accuracy Seen(params (byte[] Said, byte[] Truth)[] pictures)
    {
        var (sum, each) = (new ClassIou(2), new List<ClassIou>());
        foreach (var (said, truth) in pictures)
        {
            var own = new ClassIou(2);
            own.Add(said, truth);
            sum.Add(own);
            each.Add(own);
        }

        return new(pictures.Length, new()) { MiouPct = sum.MiouPct, PerPicture = [.. each.Select(own => own.MiouPct)], Tallies = new(each, tally => tally.MiouPct) };
    }
}
