using System.Text.RegularExpressions;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Messages;
using EdgeNotebooks.WhatIf;
using EdgeNotebooks.WhatIf.Predicting;
using EdgeNotebooks.WhatIf.Profiling;
using EdgeNotebooks.WhatIf.Searching;

namespace EdgeNotebooks.Tests.WhatIf;

public class DeploymentSearchTests
{
    private static readonly WireEncoding[] s_encodings = [WireEncoding.Binary, WireEncoding.Paper];

    [Theory]
    [InlineData(LinkBehaviour.Steady, 20, 5, 0)]
    [InlineData(LinkBehaviour.Steady, 20, 5, 0.03)]
    [InlineData(LinkBehaviour.Steady, 1, 1, 0)]
    [InlineData(LinkBehaviour.PaperBurst, 0.2, 0.1, 0.01)]
    public void TheFront_IsThatOfEveryPlanTriedInTurn(LinkBehaviour links, double near, double far, double perPart)
    {
        var (profile, at) = (SyntheticProfile.Of(perPart: perPart), new Conditions(near, far) { Links = links });
        var result = profile.At(at).Search();
        var model = new RequestModel(profile, "warm");
        // The oracle goes through all plans, costs each by itself, and compares each with each.
        var all = Plans(profile).Select(plan =>
        {
            var cost = model.Cost(plan);
            return (Seconds: cost.Seconds(new(at, model.LeastSecondsPerMbit)), Loss: OptionWalk.LossOf(profile, plan.Model, plan.Exit ?? -1), cost.Bytes, cost.Mobile);
        }).ToArray();
        var best = all.Where(one => !all.Any(other => other.Seconds <= one.Seconds && other.Loss <= one.Loss && other.Bytes <= one.Bytes && other.Mobile <= one.Mobile && other != one)).Distinct().ToArray();
        Assert.Equal(all.Length, result.Considered);
        Assert.True(result.Pruned > 0);
        Assert.Equal(result.Considered, result.Pruned + result.Rejected + result.Dominated + result.Front.Count);
        Assert.Equal(Rounded(best.Select(one => (one.Seconds, one.Loss, one.Bytes, one.Mobile))), Rounded(result.Front.Select(one => (one.Seconds, one.AccuracyLoss!.Value, one.Bytes, one.MobileSeconds))));
    }

    [Theory]
    [InlineData(LinkBehaviour.Steady, 20, 5)]
    [InlineData(LinkBehaviour.PaperBurst, 0.3, 0.2)]
    public void TheBest_ChangesExactlyAtTheFlipPoints(LinkBehaviour links, double near, double far)
    {
        var (profile, at) = (SyntheticProfile.Of(), new Conditions(near, far) { Links = links });
        var flips = profile.At(at).Search(new() { MaxAccuracyLoss = 0 }).FlipPoints;
        Assert.NotEmpty(flips);
        foreach (var flip in flips.Where(flip => flip.Along != "accuracy_loss"))
        {
            // On either side the one that is told is as fast as anything, and the other one is slower behind the change.
            var (below, above) = (With(at, flip.Along, flip.Value * (1 - 1e-5)), With(at, flip.Along, flip.Value * (1 + 1e-5)));
            Assert.Equal(Best(below).Seconds, Seconds(flip.Below, below), 12);
            Assert.Equal(Best(above).Seconds, Seconds(flip.Above, above), 12);
            Assert.True(Seconds(flip.Below, above) > Seconds(flip.Above, above), $"{flip}");
            Assert.Equal(Seconds(flip.Below, With(at, flip.Along, flip.Value)), Seconds(flip.Above, With(at, flip.Along, flip.Value)), 9);
        }

        // Between two flips the best stays: a grid between sees no other change.
        foreach (var along in new[] { "mobile_edge_mbps", "edge_cloud_mbps", "mobile_speed" })
        {
            var (low, high) = along.EndsWith("mbps", StringComparison.Ordinal) ? (FlipSearch.SlowestMbps, FlipSearch.FastestMbps) : (FlipSearch.Slowest, FlipSearch.Fastest);
            var grid = Enumerable.Range(0, 60).Select(i => low * Math.Pow(high / low, (i + 0.5) / 60)).ToArray();
            // Along the grid the one that the flip points tell is always as fast as the best.
            foreach (var value in grid)
            {
                var own = flips.Where(flip => flip.Along == along).ToArray();
                var told = own.LastOrDefault(flip => flip.Value <= value)?.Above ?? own.FirstOrDefault()?.Below ?? Best(With(at, along, low));
                Assert.Equal(Best(With(at, along, value)).Seconds, Seconds(told, With(at, along, value)), 12);
            }
        }

        DeploymentOption Best(Conditions there) => profile.At(there).Search(new() { MaxAccuracyLoss = 0 }, flips: false).Best;

        double Seconds(DeploymentOption option, Conditions there) => option.Cost.Seconds(new(there, new RequestModel(profile, "warm").LeastSecondsPerMbit));
    }

    [Fact]
    public void AlongTheTolerance_FasterOnesAreAllowedStepByStep()
    {
        var profile = SyntheticProfile.Of();
        var flips = profile.At(new(20, 5) { Links = LinkBehaviour.Steady }).Search().FlipPoints.Where(flip => flip.Along == "accuracy_loss").ToArray();
        Assert.Equal([0.5, 6.0], flips.Select(flip => Math.Round(flip.Value, 9)));
        Assert.All(flips, flip => Assert.True(flip.Above.Seconds < flip.Below.Seconds));
    }

    [Fact]
    public void EveryAnswer_KeepsToTheConstraints()
    {
        var constraints = new Constraints
        {
            MaxSeconds = 0.3,
            LatencyQuantile = 0.9,
            MaxAccuracyLoss = 1,
            MaxBytes = 60_000,
            PictureStaysOnMobile = true,
            Unavailable = ["edge"],
            MaxWeightBytes = new Dictionary<string, double> { ["mobile"] = 700_000 },
        };
        var result = SyntheticProfile.Of(scatter: 0.1).At(new(20, 20) { Links = LinkBehaviour.Steady }).Search(constraints);
        Assert.True(result.Rejected > 0);
        Assert.All(result.Front, one =>
        {
            Assert.True(one.Seconds <= 0.3 && one.AccuracyLoss <= 1 && one.Bytes <= 60_000 && one.Deployment.Tiers[0] == "mobile" && !one.Deployment.Tiers.Contains("edge"));
            Assert.DoesNotContain("t2", one.Cuts);
        });
    }

    [Fact]
    public void CandidatesForAPage_AddUpToThePrediction()
    {
        var question = SyntheticProfile.Of(scatter: 0.1).At(new(20, 5) { Links = LinkBehaviour.Steady });
        var candidates = question.Candidates(new() { MaxAccuracyLoss = 1 });
        Assert.Contains(candidates, one => one.Deployment == "cloud");
        var cloud = candidates.First(one => one is { Deployment: "cloud", Operator: "identity" });
        Assert.Equal(question.Predict(Deployment.Cloud).Median, cloud.FixedSeconds + cloud.MobileSeconds + cloud.EdgeSeconds + cloud.CloudSeconds + (cloud.ClientMobileMbit + cloud.MobileEdgeMbit) / 20 + cloud.EdgeCloudMbit / 5, 9);
        Assert.Equal((question.Resamples, true), (cloud.Resamples.Count, cloud.Resamples.All(one => one.Work is > 0.8 and < 1.2)));
    }

    [Theory]
    [InlineData("the median within 0.001 s", 0.001, null, null, false)]
    [InlineData("'at most 5000 bytes per request' and 'mobile not available' exclude each other", null, 5000.0, "mobile", false)]
    [InlineData("'the picture stays on mobile' and 'mobile not available' exclude each other", null, null, "mobile", true)]
    public void ConstraintsThatExcludeEachOther_AreNamed(string says, double? seconds, double? bytes, string? without, bool stays)
    {
        var constraints = new Constraints { MaxSeconds = seconds, MaxBytes = bytes, Unavailable = without is null ? [] : [without], PictureStaysOnMobile = stays };
        if (bytes is not null) constraints = constraints with { MaxBytes = 12_500 };
        var error = Assert.Throws<ContradictionException>(() => SyntheticProfile.Of().At(new(20, 5)).Search(constraints));
        Assert.Contains(says.Replace("5000", "12500", StringComparison.Ordinal), error.Message);
    }

    [Theory]
    [InlineData("0 s")]
    [InlineData("quantile is 1")]
    [InlineData("tier 'fog' is unknown")]
    [InlineData("-1 points")]
    public void ConstraintsThatNothingCanBeAsked_AreRefused(string says)
    {
        var constraints = says switch
        {
            "0 s" => new Constraints { MaxSeconds = 0 },
            "quantile is 1" => new Constraints { MaxSeconds = 1, LatencyQuantile = 1 },
            "-1 points" => new Constraints { MaxAccuracyLoss = -1 },
            _ => new Constraints { Unavailable = ["fog"] },
        };
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => SyntheticProfile.Of().At(new(20, 5)).Search(constraints)).Message);
    }

    [Fact]
    public void UnknownAccuracy_IsLeftOut_UnlessItIsAskedFor()
    {
        var question = SyntheticProfile.Of(accuracies: [null, null, null, null]).At(new(20, 5));
        Assert.All(question.Search().Rivals, one => Assert.True(one.Operator is "identity" or "partition"));
        Assert.Contains(question.Search(new() { UnknownAccuracy = true }).Rivals, one => one.Operator == "quantize_earlyexit" && one.AccuracyLoss is null);
        Assert.Contains(question.Recommend().Warnings, warning => warning.Contains("left out", StringComparison.Ordinal));
        Assert.Contains(question.Recommend().Warnings, warning => warning.Contains("one was profiled", StringComparison.Ordinal));
    }

    [Fact]
    public void AClearWinner_HasItsShareOfResamples_AndACloseOneSaysHowManyMoreWouldTell()
    {
        var at = new Conditions(20, 5) { Links = LinkBehaviour.Steady };
        var clear = SyntheticProfile.Of().At(at).Recommend();
        Assert.Equal((1.0, true), (clear.Confidence, clear.IsClear));
        Assert.Contains("fastest in 100 % of the resamples", clear.ToString());
        // Near the rate at which two deployments are equally fast nobody wins; somewhat further away more requests would tell.
        var flip = clear.Search.FlipPoints.First(flip => flip.Along == "edge_cloud_mbps" && flip.Below.Deployment != flip.Above.Deployment);
        var profile = SyntheticProfile.Of(scatter: 0.2);
        var close = new[] { 1.001, 1.05, 1.1, 1.2, 1.5, 2, 3 }.Select(factor => profile.At(at with { EdgeCloudMbps = flip.Value * factor }).Recommend()).ToArray();
        Assert.Contains("no clear winner between", close[0].ToString());
        Assert.Contains(close, one => Regex.IsMatch(one.ToString(), "no clear winner between .*: [0-9]+ more requests for every part would tell"));
    }

    // Starts that are slow or fast in everything leave open how long a request takes, not who wins; starts in which cloud is slow where mobile
    // and edge are fast leave open both.
    [Fact]
    public void AStartThatIsSlow_IsSlowForAllRivals()
    {
        var at = new Conditions(20, 5) { Links = LinkBehaviour.Steady };
        var (together, apart) = (Of(cloud: [0.95, 1, 1.05]).At(at).Recommend(), Of(cloud: [1.05, 1, 0.95]).At(at).Recommend());
        Assert.Equal(SyntheticProfile.Of().At(at).Recommend().Best.Option.Label, together.Best.Option.Label);
        Assert.InRange(together.Confidence, 0.97, 1);
        Assert.InRange(apart.Confidence, 0, together.Confidence - 0.02);
        // 90 % of Student's t with 2 degrees of freedom lie within 2.92; the starts' logarithms have a deviation of 0.05.
        var (inference, wide) = (together.Best.Breakdown.InferenceSeconds, 2.92 * 0.05 * Math.Sqrt(4.0 / 3));
        Assert.InRange(together.Best.High - together.Best.Low, 0.7 * inference * 2 * wide, 1.4 * inference * 2 * wide);

        static DeploymentProfile Of(double[] cloud)
        {
            var even = SyntheticProfile.Of();
            return even with
            {
                Restarts = 3,
                Models = [.. even.Models.Select(model => model with { Parts = [.. model.Parts.Select(part => part with { Seconds = Started(part.Seconds[0], part.Tier == "cloud" ? cloud : [0.95, 1, 1.05]), SessionSeconds = [0, 0, 0, 0, 0, 0] })] })],
            };
        }

        static double[] Started(double seconds, double[] starts) => [.. starts.SelectMany(start => new[] { seconds * start, seconds * start })];
    }

    private static IEnumerable<DeploymentPlan> Plans(DeploymentProfile profile)
    {
        for (var model = 0; model < profile.Models.Count; model++)
        {
            var known = profile.Models[model];
            for (var exit = -1; exit < known.Exits.Count; exit++)
            {
                int? skipped = exit < 0 ? null : exit;
                int[] cuts = exit < 0 ? [.. Enumerable.Range(0, known.Cuts.Count)] : [.. known.Exits[exit].CutsBefore, .. known.Exits[exit].CutsBehind];
                foreach (var deployment in Deployment.All)
                    foreach (var encoding in s_encodings)
                    {
                        if (deployment.Tiers.Count == 1) yield return new(model, skipped, [], deployment, encoding);
                        foreach (var first in cuts)
                        {
                            if (deployment.Tiers.Count == 2) yield return new(model, skipped, [first], deployment, encoding);
                            if (deployment.Tiers.Count == 3)
                                foreach (var second in cuts.Where(second => known.Cuts[second].Position > known.Cuts[first].Position)) yield return new(model, skipped, [first, second], deployment, encoding);
                        }
                    }
            }
        }
    }

    private static Conditions With(Conditions at, string along, double value) => along switch
    {
        "mobile_edge_mbps" => at with { MobileEdgeMbps = value },
        "edge_cloud_mbps" => at with { EdgeCloudMbps = value },
        "mobile_speed" => at with { MobileSpeed = value },
        "edge_speed" => at with { EdgeSpeed = value },
        _ => at with { CloudSpeed = value },
    };

    private static (double, double, double, double)[] Rounded(IEnumerable<(double A, double B, double C, double D)> rows) =>
        [.. rows.Select(row => (Math.Round(row.A, 9), Math.Round(row.B, 9), Math.Round(row.C, 3), Math.Round(row.D, 9))).Distinct().Order()];
}
