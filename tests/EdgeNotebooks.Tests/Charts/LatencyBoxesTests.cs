using System.Text.Json.Nodes;
using EdgeNotebooks.Charts;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Charts;

public class LatencyBoxesTests
{
    [Fact]
    public void TheFigureOfRq1_HasTheStudysPanelsOrderAndAxes()
    {
        var figure = StudyFigures.Rq1(PaperFolder.RawStudy());
        Assert.Equal(["ResNet", "ResNext", "FCN", "DUC"], figure.Panels.Select(panel => panel.Title));
        Assert.Equal(2, figure.Columns);
        Assert.All(figure.Panels, panel =>
        {
            Assert.Equal(["Mobile", "Edge", "Cloud"], panel.Traces.Select(trace => trace.Name));
            Assert.All(panel.Traces, trace => Assert.Equal(500, Assert.IsType<BoxTrace>(trace).Values.Count));
            // PAPER.md, section 7: y 0..5, natural logarithm of seconds.
            Assert.Equal(("log(s)", 0, 5), (panel.Y.Title, panel.Y.Min, panel.Y.Max));
        });
    }

    [Fact]
    public void MediansOfTheBoxes_AreTheCommittedMedians()
    {
        var study = PaperFolder.RawStudy();
        var boxes = StudyFigures.Rq1(study).Traces.Cast<BoxTrace>().Select(box => box.Values.Order().ToArray());
        string[] subjects = ["resnet", "resnext", "fcn", "duc"];
        string[] tiers = ["mobile", "edge", "cloud"];
        var expected = from subject in subjects from tier in tiers select study.Summary[subject, "identity", tier].Median;
        // The logarithm of the mean of the two middle values is not the mean of their logarithms, hence 1e-4.
        Assert.All(boxes.Zip(expected), pair => Assert.Equal(Math.Log(pair.Second), (pair.First[249] + pair.First[250]) / 2, 1e-4));
    }

    [Fact]
    public void WithoutRawMeasurements_BoxesComeFromTheSummary_AndTheCaptionSaysSo()
    {
        var study = PaperFolder.CommittedStudy();
        var figure = StudyFigures.Rq1(study);
        Assert.All(figure.Traces, trace => Assert.IsType<QuartileTrace>(trace));
        Assert.Equal(Math.Log(study.Summary["fcn", "identity", "cloud"].Median), Assert.IsType<QuartileTrace>(figure.Panels[2].Traces[2]).Median);
        Assert.Contains("edgenb fetch paper", figure.Caption);
    }

    [Fact]
    public void PlotlyGetsOneTracePerBox_InItsPanelsAxes()
    {
        var json = JsonNode.Parse(StudyFigures.Rq1(PaperFolder.CommittedStudy()).Render("application/vnd.plotly.v1+json"))!;
        var data = json["data"]!.AsArray();
        Assert.Equal(12, data.Count);
        Assert.All(data, trace => Assert.Equal("box", trace!["type"]!.ToString()));
        Assert.Equal(["x", "x2", "x3", "x4"], data.Select(trace => trace!["xaxis"]!.ToString()).Distinct());
        var range = json["layout"]!["yaxis3"]!["range"]!.AsArray().Select(end => end!.GetValue<double>());
        Assert.Equal([0.0, 5.0], range);
    }

    [Fact]
    public void Samples_AreDrawnInMilliseconds()
    {
        var figure = LatencyBoxes.Of(new Sample("a", [0.001, 0.002]));
        Assert.Equal([1.0, 2.0], Assert.IsType<BoxTrace>(figure.Traces.Single()).Values);
        Assert.Equal("latency, ms", figure.Panels[0].Y.Title);
    }
}
