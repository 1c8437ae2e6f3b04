using System.Globalization;
using System.Xml.Linq;
using EdgeNotebooks.Charts;

namespace EdgeNotebooks.Tests.Charts;

public class SvgFigureTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void ABox_StandsWhereItsQuartilesAre()
    {
        // Quartiles of type 7: 2, 3, 4; 10 lies beyond 4 + 1.5 * 2 = 7 and is an outlier, the whisker ends at 4.
        var svg = Draw(new BoxTrace("a", [1, 2, 3, 4, 10]), new Axis { Min = 0, Max = 10 });
        var box = Assert.Single(svg.Descendants(s_svg + "g"));
        var (zero, ten) = (Tick(svg, "0"), Tick(svg, "10"));
        double At(double value) => zero + (value / 10 * (ten - zero));
        var rectangle = Assert.Single(box.Elements(s_svg + "rect"));
        Assert.Equal(At(4), Number(rectangle, "y"), 0.02);
        Assert.Equal(At(2) - At(4), Number(rectangle, "height"), 0.02);
        Assert.Equal(At(3), Number(box.Elements(s_svg + "line").Last(), "y1"), 0.02);
        Assert.Equal(At(10), Number(Assert.Single(box.Elements(s_svg + "circle")), "cy"), 0.02);
    }

    [Fact]
    public void ALogarithmicAxis_HasADecadePerTick()
    {
        var svg = Draw(new PointTrace("a", [1.0, 100.0], [1, 1000]) { HasLine = true }, new Axis { IsLog = true, Min = 1, Max = 1000 });
        var ticks = new[] { "1", "10", "100", "1000" }.Select(label => Tick(svg, label)).ToArray();
        Assert.Equal(ticks[0] - ticks[1], ticks[2] - ticks[3], 0.02);
        var points = Assert.Single(svg.Descendants(s_svg + "polyline")).Attribute("points")!.Value.Split(' ');
        Assert.Equal(ticks[3], double.Parse(points[1].Split(',')[1], CultureInfo.InvariantCulture), 0.02);
    }

    [Fact]
    public void TheStudysFigure_HasABoxPerConfiguration_AndSaysNothingTwice()
    {
        var svg = XElement.Parse(StudyFigures.Rq1(PaperFolder.CommittedStudy()).ToSvg());
        Assert.Equal(12, svg.Descendants(s_svg + "g").Count());
        var texts = svg.Descendants(s_svg + "text").Select(text => text.Value).ToArray();
        Assert.Equal(2, texts.Count(text => text == LatencyBoxes.AxisTitle));
        Assert.Equal(4, texts.Count(text => text == "Cloud"));
    }

    [Fact]
    public void Text_IsEscaped() =>
        Assert.Contains("a<b & \"c\"", XElement.Parse(new Figure([new Panel([]) { Title = "a<b & \"c\"" }]).ToSvg()).Value);

    private static XElement Draw(Trace trace, Axis y) =>
        XElement.Parse(new Figure([new Panel([trace]) { X = new Axis { IsCategory = trace is BoxTrace }, Y = y }]).ToSvg());

    /// <summary>Height at which the vertical axis has this label: the text stands 4 below its line.</summary>
    private static double Tick(XElement svg, string label) =>
        Number(svg.Descendants(s_svg + "text").First(text => text.Value == label && text.Attribute("text-anchor")!.Value == "end"), "y") - 4;

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
