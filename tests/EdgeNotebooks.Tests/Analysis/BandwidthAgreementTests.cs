using EdgeNotebooks.Analysis;

namespace EdgeNotebooks.Tests.Analysis;

public class BandwidthAgreementTests
{
    // The study: cloud at 1 Mbit/s takes 10 s (8 to 12), at 10 Mbit/s 5 s; on edge 6 s, whatever the second link. Repeats of edge at both
    // rates of the first link overlap, so that pair says nothing.
    private static readonly NetworkSummaries s_study = new(
    [
        Cell("resnet", "cloud", 10, 1, 8, 10, 12), Cell("resnet", "cloud", 10, 10, 4, 5, 6),
        Cell("resnet", "edge", 10, null, 5, 6, 7), Cell("resnet", "mobile", 10, null, 8, 9, 10),
        Cell("resnet", "edge", 200, null, 5, 5.5, 7),
    ], "study");

    [Fact]
    public void OnlyClearDifferencesOfTheStudy_AreCompared_WithSignAndMagnitude()
    {
        var same = BandwidthAgreement.Of(s_study, Measured(cloudSlow: 0.030));
        var row = Assert.Single(same.Rows);
        Assert.Equal(("edge_cloud", 10.0, 1.0, 10.0, 2.0), (row.Link, row.FixedMbps, row.SlowMbps, row.FastMbps, row.StudyRatio));
        Assert.Equal((1, 1, 1), (same.SameSign, same.SameMagnitude, same.Guessed));
        var larger = BandwidthAgreement.Of(s_study, Measured(cloudSlow: 0.100));
        Assert.Equal((1, 0), (larger.SameSign, larger.SameMagnitude));
        Assert.Equal(0, BandwidthAgreement.Of(s_study, Measured(cloudSlow: 0.010)).SameSign);
    }

    // The study: edge wins at 10/1 (6 against 9 and 10 s), cloud at 10/10 (5 against 6 s). Here the cloud wins at neither.
    [Fact]
    public void Winners_AreComparedWhereAllThreeTiersWereMeasured()
    {
        var agreement = BandwidthAgreement.Of(s_study, Measured(cloudSlow: 0.030));
        Assert.Equal((2, 1), (agreement.Winners, agreement.SameWinner));
        Assert.Contains("at 1 of 2 pairs of rates", agreement.ToString(), StringComparison.Ordinal);
    }

    private static NetworkSummaries Measured(double cloudSlow) => new(
    [
        Cell("resnet_mini", "cloud", 10, 1, cloudSlow, cloudSlow, cloudSlow), Cell("resnet_mini", "cloud", 10, 10, 0.020, 0.020, 0.020),
        Cell("resnet_mini", "edge", 10, null, 0.005, 0.005, 0.005), Cell("resnet_mini", "mobile", 10, null, 0.050, 0.050, 0.050),
        Cell("resnet_mini", "edge", 200, null, 0.004, 0.004, 0.004),
    ], "here");

    private static NetworkSummary Cell(string subject, string deployment, double near, double? far, double min, double median, double max) =>
        new(new(subject, "identity", deployment), near, far, 5, min, median, max);
}
