using EdgeNotebooks.Charts;

namespace EdgeNotebooks.Tests.Charts;

/// <summary>Groups, order and limits of the study's figures, from PAPER.md section 7.</summary>
public class StudyFiguresTests
{
    [Fact]
    public void Rq4AndRq5_InterleaveTiersAndPairs()
    {
        var study = PaperFolder.RawStudy();
        foreach (var (figure, top) in new[] { (StudyFigures.Rq4(study), 8), (StudyFigures.Rq5(study), 7) })
        {
            Assert.Equal(4, figure.Panels.Count);
            Assert.All(figure.Panels, panel =>
            {
                Assert.Equal(["E", "ME", "M", "EC", "MC", "C"], panel.Traces.Select(trace => trace.Name));
                Assert.Equal((0, top), (panel.Y.Min, panel.Y.Max));
            });
        }
    }

    [Fact]
    public void Operators_StandSideBySidePerTier()
    {
        var figure = StudyFigures.Operators(PaperFolder.RawStudy());
        Assert.All(figure.Panels, panel =>
        {
            Assert.Equal(["M", "E", "C", "ME"], panel.Traces.Cast<BoxTrace>().Select(box => box.Place).Distinct());
            Assert.Equal(["Identity", "Quantize", "EarlyExit", "Quantize EarlyExit"], panel.Traces.Select(trace => trace.Name).Distinct());
            Assert.Equal(["Identity", "Quantize EarlyExit"], panel.Traces.Cast<BoxTrace>().Where(box => box.Place == "ME").Select(box => box.Name));
            Assert.Equal((0, 5), (panel.Y.Min, panel.Y.Max));
        });
    }

    [Theory]
    [InlineData("cloud", "identity", -1, 6)]
    [InlineData("cloud", "quantize_earlyexit", -2, 6)]
    [InlineData("mobile_cloud", "partition", 0, 8)]
    [InlineData("edge_cloud", "quantize_earlyexit_partition", 0, 7)]
    public void Rq6_HasARowForEachFixedLink(string deployment, string @operator, double low, double high)
    {
        var study = PaperFolder.CommittedStudy();
        var figure = NetworkFigures.BothLinks(study.NetworkSummary, deployment, @operator);
        Assert.Equal((12, 6), (figure.Panels.Count, figure.Columns));
        Assert.All(figure.Panels, panel => Assert.Equal((low, high), (panel.Y.Min, panel.Y.Max)));
        var fcn = Assert.IsType<PointTrace>(figure.Panels[0].Traces[0]);
        Assert.Equal(("FCN", 6), (fcn.Name, fcn.Y.Count));
        var cell = study.NetworkSummary.First(one => one.Configuration == new EdgeNotebooks.Analysis.Configuration("fcn", @operator, deployment)
            && one is { MobileEdgeMbps: 1, EdgeCloudMbps: 1 });
        Assert.Equal(Math.Log(cell.Median), fcn.Y[0]);
        Assert.Equal((Math.Log(cell.Min), Math.Log(cell.Max)), fcn.Bars[0]);
    }

    [Fact]
    public void EveryLine_LiesWithinTheLimits()
    {
        var grid = PaperFolder.CommittedStudy().NetworkSummary;
        string[] tiers = ["identity", "earlyexit", "quantize", "quantize_earlyexit"];
        string[] pairs = ["partition", "quantize_earlyexit_partition"];
        Figure[] figures =
        [
            .. tiers.Select(@operator => NetworkFigures.BothLinks(grid, "cloud", @operator)),
            .. pairs.Select(@operator => NetworkFigures.BothLinks(grid, "mobile_cloud", @operator)),
            .. pairs.Select(@operator => NetworkFigures.BothLinks(grid, "edge_cloud", @operator)),
            NetworkFigures.MobileEdge(grid),
        ];
        Assert.All(figures.SelectMany(figure => figure.Panels), panel => Assert.All(panel.Traces.Cast<PointTrace>().SelectMany(line => line.Y),
            value => Assert.InRange(value, panel.Y.Min!.Value, panel.Y.Max!.Value)));
    }

    [Fact]
    public void AccuracyAgainstLatency_HasEighteenPointsPerPanel()
    {
        var study = PaperFolder.CommittedStudy();
        var figure = AccuracyFigure.Of(study);
        Assert.Equal(["ResNet, top-5", "ResNext, top-5", "ResNet, top-1", "ResNext, top-1", "FCN, mIoU", "DUC, mIoU"], figure.Panels.Select(panel => panel.Title));
        Assert.All(figure.Panels, panel =>
        {
            Assert.Equal(18, panel.Traces.Cast<PointTrace>().Sum(points => points.Y.Count));
            Assert.Equal((0, 100), (panel.Y.Min, panel.Y.Max));
        });
        // accuracy.csv and latency_summary.csv: duc, quantize_earlyexit, mobile
        var hybrid = Assert.IsType<PointTrace>(figure.Panels[5].Traces[3]);
        Assert.Equal(75.32, hybrid.Y[0]);
        Assert.Equal(Math.Log(study.Summary["duc", "quantize_earlyexit", "mobile"].Median), hybrid.X[0]);
    }

    [Fact]
    public void AnUnknownDeployment_IsRefused() =>
        Assert.Throws<ArgumentException>(() => NetworkFigures.BothLinks(PaperFolder.CommittedStudy().NetworkSummary, "mobile", "identity"));
}
