using System.Text.Json.Nodes;
using EdgeNotebooks.Charts;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Transport;

namespace EdgeNotebooks.Tests.Charts;

/// <summary>The set-up figures of PAPER.md, section 7: cut points, latency breakdown, three tiers.</summary>
public class SetupFiguresTests
{
    // PAPER.md, section 4: cut tensors, and parameter shares of part 1 (P and QEP with layer3.12, fcn 905); bytes of resnet's tensor: 802,816;
    // model_sizes.csv: the early exits of resnet, resnext and fcn keep 78.5, 78.4 and 82.8 %. fcn at its usual size here, 480 x 640: 1024 x 60 x 80 float32.
    [Theory]
    [InlineData("resnet", "layer3.16: 49.2 % before, 0.80 MB", "layer4.0 to layer4.2: 21.5 % skipped", "layer3.12: 48.9 % before, 0.80 MB")]
    [InlineData("resnext", "layer3.16: 49.0 % before, 0.80 MB", "layer4.0 to layer4.2: 21.6 % skipped", "layer3.12: 48.7 % before, 0.80 MB")]
    [InlineData("fcn", "50.8 % before, 19.66 MB", "967 to 987: 17.2 % skipped", "51.0 % before, 19.66 MB")]
    public void CutPoints_HaveTheStudysShares(string subject, string partition, string exit, string hybrid)
    {
        var panel = Assert.Single(StudyCutsFigure.Of(subject).Panels);
        var words = Assert.Single(panel.Traces.OfType<TextTrace>()).Texts;
        Assert.EndsWith(partition, words[0], StringComparison.Ordinal);
        Assert.Equal(exit, words[1]);
        Assert.EndsWith(hybrid, words[2], StringComparison.Ordinal);
        Assert.Equal(["QEP", "E", "P"], panel.Y.TickLabels);
        // Each row covers the whole model once.
        Assert.All(new[] { 1.0, 2, 3 }, row => Assert.Equal(100, panel.Traces.OfType<PointTrace>().Where(bar => bar.Y[0] == row).Sum(bar => (double)bar.X[1] - (double)bar.X[0]), 1e-9));
    }

    [Fact]
    public void Duc_IsCutInsideABlock_OverTwoTensors()
    {
        var words = Assert.Single(StudyCutsFigure.Of("duc").Panels).Traces.OfType<TextTrace>().Single().Texts;
        Assert.Contains("conv5_1_3x3 + conv5_1_1x1_proj: 50.2 % before", words[0], StringComparison.Ordinal);
        // PAPER.md, section 4: 2048 x 100 x 100 and 512 x 100 x 100 float32; QEP: 1024 x 100 x 100.
        Assert.EndsWith("102.40 MB", words[0], StringComparison.Ordinal);
        Assert.EndsWith("40.96 MB", words[2], StringComparison.Ordinal);
    }

    // PAPER.md, section 3: the tiers' table, rates of the main experiment, and routes.
    [Fact]
    public void TheSetup_SaysWhatEachTierHas_AndWhichWayARequestTakes()
    {
        var panel = Assert.Single(SetupFigure.Study.Panels);
        var words = panel.Traces.OfType<TextTrace>().ToDictionary(trace => trace.Name, trace => trace.Texts);
        Assert.Equal(["client", "mobile: 4 CPUs, 4 GB", "edge: 8 CPUs, 16 GB", "cloud: 16 CPUs, 64 GB"], words["tiers"]);
        Assert.Equal(["200 Mbit/s", "200 Mbit/s", "1 Mbit/s"], words["links"]);
        Assert.Equal(["M", "E", "C", "ME", "EC", "MC"], panel.Y.TickLabels);
        // mobile_cloud, the last row: the picture goes to mobile, the seam through edge to the cloud.
        var last = panel.Traces.OfType<PointTrace>().Where(trace => trace.Y[0] == 1).ToDictionary(trace => trace.Name, trace => trace.X.Cast<double>());
        Assert.Equal([0, 1], last["picture"]);
        Assert.Equal([1, 2, 3], last["seam (tensors)"]);
        Assert.Equal([1, 3], last["model or a part of it"]);
    }

    [Fact]
    public void ABreakdown_StacksToTheTotal_PlaceByPlace()
    {
        var hop = new HopTimes("mobile", [new(HopTimes.Receive, 0.004), new("decode", 0.002), new("preprocess", 0.001), new("inference", 0.010), new("postprocess", 0.0005), new(HopTimes.Total, 0.02)]);
        var breakdown = Breakdown.Of(0.001, 0.021, [hop], 0.0015);
        var panel = Assert.Single(BreakdownFigure.Of([new("M", breakdown)]).Panels);
        var bars = panel.Traces.Cast<BarTrace>().ToArray();
        Assert.Equal(["transmission", "preprocessing", "computation", "postprocessing", "other"], bars.Select(bar => bar.Name));
        Assert.All(bars, bar => Assert.Equal(["Cl", "C-M", "M"], bar.X));
        Assert.Equal(1000 * breakdown.SumSeconds, bars.Sum(bar => bar.Y.Sum()), 1e-9);
        Assert.Equal(5, bars[0].Y[1], 1e-9);     // 4 ms receiving and 21 - 20 ms on the way back
        Assert.Equal(3, bars[2].Bases[2], 1e-9); // computation stands on 3 ms of preprocessing
        Assert.Equal(10, bars[2].Y[2], 1e-9);
        Assert.Equal(2.5, bars[4].Y[0], 1e-9);   // encoding and decoding at the client
    }

    // By hand: 2.5 decades or more have powers of ten alone.
    [Theory]
    [InlineData(0.45, 2.4, new[] { 0.5, 1, 2 })]
    [InlineData(1.0, 100.0, new[] { 1.0, 2, 5, 10, 20, 50, 100 })]
    [InlineData(3.0, 4000.0, new[] { 10.0, 100, 1000 })]
    public void AShortLogarithmicAxis_HasTicksWithinDecades(double low, double high, double[] ticks)
    {
        var drawn = LogTicks.Of(low, high);
        Assert.Equal(ticks.Length, drawn.Length);
        Assert.All(ticks.Zip(drawn), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void InSvg_ALongCaption_HasSeveralLines_AndWordsHaveNoLegend()
    {
        var figure = new Figure([new Panel([new PointTrace("line", [0.0, 1.0], [0, 1]), new TextTrace("words", [0.5], [0.5], ["here"])])])
        { Width = 400, ShowLegend = true, Caption = string.Join(' ', Enumerable.Repeat("caption", 20)) };
        var svg = figure.ToSvg();
        var lines = System.Text.RegularExpressions.Regex.Matches(svg, ">(caption[^<]*)<").Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(figure.Caption, string.Join(' ', lines));
        Assert.All(lines, line => Assert.InRange(line.Length, 7, 53));
        Assert.DoesNotContain(">words<", svg, StringComparison.Ordinal);
        Assert.False(JsonNode.Parse(figure.Render("application/vnd.plotly.v1+json"))!["data"]![1]!["showlegend"]!.GetValue<bool>());
    }

    [Fact]
    public void InSvg_StackedBarsStandOnEachOther_AndOthersSideBySide()
    {
        Figure Draw(params BarTrace[] bars) => new([new Panel(bars) { X = new Axis { IsCategory = true }, Y = new Axis { Min = 0, Max = 4 } }]);
        var a = new BarTrace("a", ["x"], [1.0]) { Color = "#111111" };
        var b = new BarTrace("b", ["x"], [2.0]) { Color = "#222222" };
        double Of(string svg, string color, string what) => double.Parse(System.Text.RegularExpressions.Regex.Match(svg, $"<rect x=\"(?<x>[\\d.]+)\" y=\"(?<y>[\\d.]+)\" width=\"(?<width>[\\d.]+)\" height=\"(?<height>[\\d.]+)\" fill=\"{color}\"").Groups[what].Value,
            System.Globalization.CultureInfo.InvariantCulture);
        var stacked = Draw(a with { Bases = [0.0] }, b with { Bases = [1.0] }).ToSvg();
        Assert.Equal(Of(stacked, "#111111", "x"), Of(stacked, "#222222", "x"));
        Assert.Equal(Of(stacked, "#111111", "y"), Of(stacked, "#222222", "y") + Of(stacked, "#222222", "height"), 0.02);
        var beside = Draw(a, b).ToSvg();
        Assert.True(Of(beside, "#111111", "x") + Of(beside, "#111111", "width") <= Of(beside, "#222222", "x"));
    }
}
