using EdgeNotebooks.Analysis;
using EdgeNotebooks.Charts;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Charts;

/// <summary>Letters, ratios, fronts, maps and Q-Q grids: what they must show, by hand on small data and by law on the authors'.</summary>
public class BetterFiguresTests
{
    private static LatencyGroup Group(string deployment, double centre, string @operator = "identity") => new(
        new Configuration("resnet", @operator, deployment), new Sample($"{deployment}:{@operator}", Enumerable.Range(0, 20).Select(i => centre + (0.001 * i))));

    [Fact]
    public void GroupsThatDoNotDiffer_ShareALetter()
    {
        var latencies = new Latencies([Group("mobile", 3), Group("edge", 1), Group("cloud", 1.0002)], "by hand");
        var panel = Assert.Single(LetterFigure.Of(latencies, ComparisonFamily.IdentityAcrossTiers).Panels);
        var words = Assert.Single(panel.Traces.OfType<TextTrace>());
        var letters = words.X.Cast<string>().Zip(words.Texts).ToDictionary();
        Assert.Equal("a", letters["E"]);
        Assert.Equal("a", letters["C"]);
        Assert.Equal("b", letters["M"]);
    }

    [Fact]
    public void LettersOfTheStudy_AgreeWithItsPairs()
    {
        var study = PaperFolder.RawStudy();
        foreach (var family in ComparisonFamily.All.Where(family => !family.OnlyPairsWithATierPair))
        {
            var compared = study.Compare(family, PAdjustment.Holm);
            foreach (var subject in compared.Subjects)
            {
                var letters = LetterFigure.Letters(subject);
                Assert.All(subject.Pairs, pair => Assert.Equal(!pair.Significant, letters[pair.A.Place].Intersect(letters[pair.B.Place]).Any()));
            }
        }
    }

    [Fact]
    public void ARatio_IsThatOfTheMedians_InsideItsInterval()
    {
        var latencies = new Latencies([Group("mobile", 2), Group("mobile", 1, "quantize"), Group("mobile_edge", 4, "partition")], "by hand");
        var points = RatioFigure.ToIdentity(latencies).Panels.Single().Traces.Cast<PointTrace>().ToList();
        // Medians 2.0095, 1.0095 and 4.0095.
        Assert.Equal(1.0095 / 2.0095, points[0].Y[0], 9);
        Assert.Equal(4.0095 / 2.0095, points[1].Y[0], 9);
        Assert.All(points, point => Assert.InRange(point.Y[0], point.Bars[0].Low, point.Bars[0].High));
    }

    [Fact]
    public void NothingOnTheFront_IsBeaten_AndEverythingElseIs()
    {
        var study = PaperFolder.CommittedStudy();
        foreach (var subject in StudySubjects)
        {
            var metric = subject is "fcn" or "duc" ? "miou_pct" : "top1_pct";
            var front = ParetoFigure.Front(study.Summary, study.Accuracy, subject);
            foreach (var row in study.Summary.Where(row => row.Configuration.Subject == subject))
            {
                var beaten = study.Summary.Any(other => other.Configuration.Subject == subject && other.Configuration != row.Configuration
                    && other.Seconds.Median <= row.Seconds.Median && Percent(other) >= Percent(row) && (other.Seconds.Median < row.Seconds.Median || Percent(other) > Percent(row)));
                Assert.Equal(!beaten, front.Contains(row.Configuration));
            }

            double Percent(LatencySummary row) => study.Accuracy.Percent(subject, row.Configuration.Operator, metric);
        }
    }

    // PAPER.md, section 8: at 1 Mbit/s to the cloud the edge wins for large inputs; from 50 Mbit/s on both links the cloud wins for all.
    [Fact]
    public void TheMap_ShowsTheStudysFindings()
    {
        var cells = WinnerMap.Cells(PaperFolder.CommittedStudy().NetworkSummary, "identity");
        Assert.Equal(4 * 36, cells.Count);
        Assert.All(cells.Where(cell => cell is { MobileEdgeMbps: >= 50, EdgeCloudMbps: >= 50 }), cell => Assert.Equal("cloud", cell.Winner));
        Assert.All(cells.Where(cell => cell is { MobileEdgeMbps: 200, EdgeCloudMbps: 1, Subject: not "fcn" }), cell => Assert.Equal("edge", cell.Winner));
        Assert.All(cells, cell => Assert.True(cell.Ratio >= 1));
    }

    [Fact]
    public void TheQqGrid_HasTheStudysPanels()
    {
        var study = PaperFolder.RawStudy();
        var figure = QqFigures.OnTiers(study.Latencies, "duc");
        Assert.Equal((12, 3), (figure.Panels.Count, figure.Columns));
        Assert.All(figure.Panels, panel => Assert.Equal(500, ((PointTrace)panel.Traces[0]).Y.Count));
        Assert.Equal(6, QqFigures.OnPairs(study.Latencies, "duc").Panels.Count);
    }

    [Fact]
    public void EveryOne_IsDrawnAsSvgAndAsPlotly()
    {
        var study = PaperFolder.RawStudy();
        Figure[] figures =
        [
            LetterFigure.Of(study.Latencies, ComparisonFamily.PartitionAgainstIdentity), ParetoFigure.Of(study.Summary, study.Accuracy),
            WinnerMap.Of(PaperFolder.CommittedStudy().NetworkSummary, "partition"), QqFigures.OnPairs(study.Latencies, "fcn"),
        ];
        Assert.All(figures, figure =>
        {
            var svg = System.Xml.Linq.XDocument.Parse(figure.ToSvg());
            Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
            Assert.Contains("\"data\"", figure.Render("application/vnd.plotly.v1+json"), StringComparison.Ordinal);
        });
    }

    private static readonly string[] StudySubjects = ["resnet", "resnext", "fcn", "duc"];

    /// <summary>36 cells of five repeats in the order of both links; W as Shapiro-Wilk has it, theoretical quantiles symmetric.</summary>
    [Fact]
    public void TheGridsQqPlots_HaveAPanelPerCell()
    {
        PaperFolder.Require("network_variation.csv");
        var study = Study.Open();
        var figure = QqFigures.OnGrid(study.Network, new("resnext", "identity", "cloud"));
        Assert.Equal((36, 6), (figure.Panels.Count, figure.Columns));
        Assert.StartsWith("1/10: W ", figure.Panels[1].Title, StringComparison.Ordinal);
        Assert.All(figure.Panels, panel => Assert.Equal(5, ((PointTrace)panel.Traces[0]).Y.Count));
        Assert.Equal(6, QqFigures.OnGrid(study.Network, new("fcn", "partition", "mobile_edge")).Panels.Count);
        Assert.Throws<ArgumentException>(() => QqFigures.OnGrid(study.Network, new("fcn", "partition", "mobile")));
    }
}
