using EdgeNotebooks.Analysis;
using EdgeNotebooks.WhatIf;

namespace EdgeNotebooks.Tests.WhatIf;

public class WhatIfProfileTests
{
    private static readonly Study s_study = Study.Open(PaperFolder.Committed);
    private static readonly Lazy<WhatIfProfile> s_profile = new(() => WhatIfProfile.Of(s_study, resamples: 50));

    [Fact]
    public void TheAuthorsGrid_IsToldWithinTheGoals_WhereTheSteadyModelIsNot()
    {
        var check = GridCheck.Of(s_profile.Value).On("cloud");
        Assert.Equal(16, check.Series.Count);
        Assert.All(check.Series, one => Assert.InRange(one.BurstLogRmse, 0, 0.10));
        Assert.All(check.Series, one => Assert.InRange(one.WorstLogRmse, 0, one.Goal));
        // The notes' range for a steady two-hop model, to two digits.
        Assert.All(check.Series, one => Assert.InRange(one.SteadyLogRmse, 0.11, 0.37));
    }

    [Theory]
    [InlineData(LinkBehaviour.PaperBurst)]
    [InlineData(LinkBehaviour.Steady)]
    public void AtEachFlipPoint_TheWinnerChanges_AndNowhereElse(LinkBehaviour links)
    {
        foreach (var subject in s_profile.Value.Subjects)
            foreach (var (near, far) in new[] { (200.0, 1.0), (20, 20), (3, 150), (100, 100) })
                foreach (var along in Enum.GetValues<Quantity>())
                    Compare(subject, along, new(near, far) { Links = links });
    }

    [Fact]
    public void SwappingTwoDeploymentsData_SwapsTheRecommendation()
    {
        var cells = StudyCells.Of(s_study);
        var swapped = cells.Select(series => KeyValuePair.Create(series.Key, cells.Single(other => other.Key == Other(series.Key)).Value)).ToArray();
        var wishes = new Wishes { Unavailable = ["cloud"] };
        var at = new Conditions(200, 200);
        string Answer(IReadOnlyList<KeyValuePair<Configuration, IReadOnlyList<SeriesCell>>> data) =>
            WhatIfProfile.Of(data, s_study.Accuracy, "test", "duc", 50).Recommend("duc", at, wishes).Best.Candidate.Configuration.Place;
        Assert.Equal("edge:quantize_earlyexit", Answer(cells));
        Assert.Equal("mobile:quantize_earlyexit", Answer(swapped));

        static Configuration Other(Configuration c) => c.Deployment switch
        {
            "mobile" => c with { Deployment = "edge" },
            "edge" => c with { Deployment = "mobile" },
            _ => c,
        };
    }

    [Fact]
    public void Wishes_AreKept_AndContradictionsNameTheTwo()
    {
        var kept = s_profile.Value.Recommend("resnet", new(200, 200), new() { PictureStaysOnMobile = true, MaxAccuracyLoss = 1 }).Best.Candidate;
        Assert.Contains(kept.Configuration.Deployment, new[] { "mobile", "mobile_edge", "mobile_cloud" });
        Assert.InRange(kept.AccuracyLoss, 0, 1);
        var refused = Assert.Throws<ContradictionException>(() =>
            s_profile.Value.Recommend("resnet", new(), new() { PictureStaysOnMobile = true, Unavailable = ["mobile"], MaxAccuracyLoss = 5 }));
        Assert.Equal(["mobile not available", "the picture stays on mobile"], refused.Wishes);
    }

    [Fact]
    public void OutsideTheMeasuredRates_TheAnswerSaysSo()
    {
        Assert.Contains(s_profile.Value.Recommend("fcn", new(500, 1)).Warnings, warning => warning.StartsWith("extrapolated", StringComparison.Ordinal));
        Assert.DoesNotContain(s_profile.Value.Recommend("fcn", new()).Warnings, warning => warning.StartsWith("extrapolated", StringComparison.Ordinal));
    }

    private static void Compare(string subject, Quantity along, Conditions at)
    {
        var flips = s_profile.Value.FlipPoints(subject, along, at);
        var (low, high) = along <= Quantity.EdgeCloudMbps ? (1.0, 200.0) : (0.25, 4.0);
        string Best(double value) => s_profile.Value.Of(subject).MinBy(candidate => candidate.Seconds(With(at, along, value)))!.Configuration.Place;
        double Least(double value) => s_profile.Value.Of(subject).Min(candidate => candidate.Seconds(With(at, along, value)));
        double Own(Configuration configuration, double value) => s_profile.Value.Of(subject).Single(c => c.Configuration == configuration).Seconds(With(at, along, value));
        foreach (var flip in flips)
        {
            Assert.Equal(Own(flip.Below, flip.Value), Own(flip.Above, flip.Value), 1e-9 * flip.Seconds);
            Assert.Equal(Least(flip.Value), flip.Seconds, 1e-9 * flip.Seconds);
        }

        // Between two flips one configuration stays the fastest.
        double[] ends = [low, .. flips.Select(flip => flip.Value), high];
        for (var i = 0; i + 1 < ends.Length; i++)
        {
            var middle = Math.Sqrt(ends[i] * ends[i + 1]);
            var expected = flips.Count == 0 ? Best(low) : (i < flips.Count ? flips[i].Below : flips[^1].Above).Place;
            Assert.Equal(Least(middle), s_profile.Value.Of(subject).Single(c => c.Configuration.Place == expected).Seconds(With(at, along, middle)), 1e-9 * Least(middle));
        }
    }

    private static Conditions With(Conditions at, Quantity along, double value) => along switch
    {
        Quantity.MobileEdgeMbps => at with { MobileEdgeMbps = value },
        Quantity.EdgeCloudMbps => at with { EdgeCloudMbps = value },
        Quantity.MobileSpeed => at with { MobileSpeed = value },
        Quantity.EdgeSpeed => at with { EdgeSpeed = value },
        _ => at with { CloudSpeed = value },
    };
}
