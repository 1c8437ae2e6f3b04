using EdgeNotebooks.Analysis;

namespace EdgeNotebooks.Tests.Analysis;

public class AnswerTests
{
    private static readonly Study Committed = Study.Open(PaperFolder.Committed);

    // PAPER.md, section 8, item 1: medians of quantize_earlyexit on the edge, the fastest of all operators there.
    [Theory]
    [InlineData("resnet", "2.89")]
    [InlineData("resnext", "2.30")]
    [InlineData("fcn", "6.22")]
    [InlineData("duc", "17.30")]
    public void TheFastestOperatorOnTheEdge_IsTheStudys(string subject, string seconds)
    {
        var answer = Answer.Of(Committed, ComparisonFamily.OperatorsOnEdge);
        Assert.Equal("edge:quantize_earlyexit", answer.Fastest(subject).Place);
        Assert.Contains(answer.Conclusions, sentence =>
            sentence.StartsWith($"{subject}: edge:quantize_earlyexit is fastest (median {seconds} s)", StringComparison.Ordinal));
    }

    [Fact]
    public void APairThatTheFamilyDoesNotReport_IsNotCalledSignificant() =>
        Assert.Contains("than mobile:quantize_earlyexit (8.29 s; not tested in this family)",
            Answer.Of(Committed, ComparisonFamily.HybridPartitionAgainstHybrid).Conclusions[0], StringComparison.Ordinal);

    [Fact]
    public void Warnings_StandBelowTheConclusions_InTextAndHtml()
    {
        var answer = Answer.Of(PaperFolder.CommittedStudy(), ComparisonFamily.IdentityAcrossTiers);
        Assert.NotEmpty(answer.Warnings);
        Assert.EndsWith($"Warning: {answer.Warnings[^1]}", answer.ToString(), StringComparison.Ordinal);
        Assert.Contains("<strong>Warning:</strong> these tables are read, not computed", answer.Render("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryQuestion_HasAnAnswerForEveryFamilyAndSubject()
    {
        Assert.Equal(ComparisonFamily.All.ToHashSet(), ResearchQuestion.All.SelectMany(question => question.Families).ToHashSet());
        Assert.All(ResearchQuestion.All.SelectMany(question => question.Answer(Committed)), answer => Assert.Equal(5, answer.Conclusions.Count));
    }

    // PAPER.md, section 8, item 7: from 50 Mbit/s on both links the cloud is fastest for all subjects; identity medians at 50/50.
    [Theory]
    [InlineData("resnet", 3.1)]
    [InlineData("resnext", 2.9)]
    [InlineData("fcn", 0.5)]
    [InlineData("duc", 1.1)]
    public void FromFiftyMbps_TheCloudIsFastest(string subject, double identitySeconds)
    {
        var answer = BandwidthAnswer.Of(Committed);
        Assert.True(answer.CloudFastestFrom(subject) <= 50);
        Assert.Equal("cloud", answer.Fastest(subject, 50, 50)!.Configuration.Deployment);
        Assert.Equal(identitySeconds, answer.Grid.Single(cell => cell.Configuration == new Configuration(subject, "identity", "cloud")
            && cell.MobileEdgeMbps == 50 && cell.EdgeCloudMbps == 50).Median, 0.05);
    }

    [Fact]
    public void ASlowLink_CostsTheQuotientOfTwoMedians()
    {
        var effect = BandwidthAnswer.Of(Committed).Effects.Single(one => one.Configuration == new Configuration("resnet", "identity", "mobile"));
        // network_summary.csv: resnet, mobile, identity: 90.3685379028 s at 1 Mbit/s, 9.80170416832 s at 200 Mbit/s
        Assert.Equal(90.3685379028 / 9.80170416832, effect.MobileEdgeFactor, 1e-9);
        Assert.Equal((1, 200, "mobile_edge", null), (effect.Slowest, effect.Fastest, effect.StrongerLink, effect.EdgeCloudFactor));
    }
}
