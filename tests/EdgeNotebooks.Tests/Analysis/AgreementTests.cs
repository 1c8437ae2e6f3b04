using EdgeNotebooks.Analysis;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Analysis;

public class AgreementTests
{
    private static Answer Of(string subject, double mobile, double edge, double cloud) => Answer.Of(
        new Latencies(new[] { ("mobile", mobile), ("edge", edge), ("cloud", cloud) }.Select(tier => new LatencyGroup(new(subject, "identity", tier.Item1),
            new Sample($"{tier.Item1}:identity", Enumerable.Range(0, 20).Select(i => tier.Item2 + (0.001 * i))))), "by hand"), ComparisonFamily.IdentityAcrossTiers);

    // By hand: mobile > cloud > edge in the study. Here mobile > edge > cloud: the pair of edge and cloud turns.
    [Fact]
    public void APairThatTurns_IsCounted()
    {
        var agreement = Agreement.Of(Of("resnet", 3, 1, 2), Of("resnet_mini", 3, 2, 1));
        Assert.Equal((3, 2), (agreement.Rows.Count, agreement.SameSign));
        Assert.False(agreement.Rows.Single(row => (row.A, row.B) is ("edge:identity", "cloud:identity")).SameSign);
        // Clopper-Pearson for 2 of 3, from R: binom.test(2, 3)$conf.int = 0.09429932 0.99159624.
        Assert.Equal((0.09429932, 0.99159624), (Math.Round(agreement.Share.Low, 8), Math.Round(agreement.Share.High, 8)));
        Assert.Contains("2 of the study's 3", agreement.ToString());
    }

    [Fact]
    public void WhatTheStudyDoesNotFindSignificant_IsNotAskedFor()
    {
        var agreement = Agreement.Of(Of("resnet", 2, 2, 1), Of("resnet_mini", 1, 2, 3));
        Assert.Equal(2, agreement.Rows.Count);
        Assert.Equal(0, agreement.SameSign);
        Assert.Empty(Agreement.Of(Of("fcn", 2, 3, 1), Of("resnet_mini", 1, 2, 3)).Rows);
    }
}
