using System.Xml.Linq;
using EdgeNotebooks.Charts;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Operators.EarlyExit;
using EdgeNotebooks.Tests.Onnx;

namespace EdgeNotebooks.Tests.Charts;

public class GraphPictureTests
{
    private static readonly OnnxModel s_model = SampleNetworks.Residual(1, 3);

    // By hand: stem, one block, the halving block, two more, the classifier.
    [Fact]
    public void EveryBlock_IsABox_AndTheirCostsAddUp()
    {
        var boxes = GraphPicture.Of(s_model).Boxes;
        Assert.Equal(["stem", "s1b0", "s2b0", "s2b1", "s2b2", "logits"], boxes.Select(box => box.Ends));
        Assert.Equal(ModelInfo.Of(s_model).Parameters, boxes.Sum(box => box.Parameters));
        Assert.Equal(ModelInfo.Of(s_model).Macs, boxes.Sum(box => box.Macs));
    }

    [Fact]
    public void CutAndExit_AreMarked()
    {
        var cut = s_model.Cuts().Single(one => one.Tensors.SequenceEqual(["s2b0"]));
        var exit = s_model.Exits().SkipLast(2);
        var svg = XDocument.Parse(GraphPicture.Of(s_model, cut, exit).ToSvg());
        XNamespace ns = "http://www.w3.org/2000/svg";
        Assert.Single(svg.Descendants(ns + "line"), line => (string?)line.Attribute("stroke") == "#D00000");
        Assert.Equal(2, svg.Descendants(ns + "rect").Count(box => (string?)box.Attribute("fill") == Palette.Neutral));
        Assert.Equal(6, svg.Descendants(ns + "rect").Count());
    }

    [Fact]
    public void TheCutFigure_HasAPointForEveryCut()
    {
        var cuts = s_model.Cuts();
        Assert.Equal(cuts.Count, CutFigure.Of(cuts).Traces.Cast<PointTrace>().Sum(trace => trace.X.Count));
        var open = SampleNetworks.DynamicSize().Cuts();
        Assert.Throws<ArgumentException>(() => CutFigure.Of(open));
    }
}
