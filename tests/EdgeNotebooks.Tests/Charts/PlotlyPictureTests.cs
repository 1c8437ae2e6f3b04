using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EdgeNotebooks.Charts;

namespace EdgeNotebooks.Tests.Charts;

public class PlotlyPictureTests
{
    [Fact]
    public void Boxes_AreDrawn_OnePerName()
    {
        var svg = Draw("""{"data":[{"type":"box","x":["a","a","a","b","b","b"],"y":[1,2,4,2,3,7],"marker":{"color":"#123456"}}],"layout":{"title":{"text":"<Two>"},"yaxis":{"title":"s"}}}""");
        Assert.Equal(2, Regex.Count(svg, "class=\"box\""));
        Assert.Contains("#123456", svg);
        Assert.Contains("&lt;Two&gt;", svg);
    }

    [Theory]
    [InlineData("""{"type":"scatter","mode":"lines","x":[1,2,3],"y":[3,null,2]}""", "<polyline", 1)]
    [InlineData("""{"y":[3,1,2],"mode":"markers"}""", "<circle", 3)]
    [InlineData("""{"type":"bar","x":["p","q"],"y":[3,1]}""", "<rect", 3)]
    [InlineData("""{"type":"box","y":[3,1,2]}""", "class=\"box\"", 1)]
    public void OneTrace_IsDrawn(string trace, string mark, int count) => Assert.Equal(count, Regex.Count(Draw($"{{\"data\":[{trace}]}}"), mark));

    /// <summary>A part of a chart would mislead, so it is all or a word.</summary>
    [Theory]
    [InlineData("""{"type":"heatmap","z":[[1,2]]}""", "heatmap")]
    [InlineData("""{"type":"bar","orientation":"h","x":[1],"y":["a"]}""", "bar")]
    [InlineData("""{"type":"scatter","x":[1],"y":[1],"xaxis":"x2"}""", "scatter")]
    [InlineData("""{"type":"box","y":["a","b"]}""", "box")]
    public void WhatCannotBeDrawn_IsNamed(string trace, string says)
    {
        var svg = Draw($"{{\"data\":[{trace},{{\"y\":[1,2]}}]}}");
        Assert.Contains($"{says}", svg);
        Assert.Contains("drawn where scripts run", svg);
        Assert.DoesNotContain("<polyline", svg);
    }

    [Fact]
    public void AnEmptyFigure_IsAPictureToo() => Assert.Contains("no traces", Draw("{}"));

    private static string Draw(string figure)
    {
        var svg = PlotlyPicture.ToSvg(JsonNode.Parse(figure)!.AsObject(), 900, 450);
        Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
        return svg;
    }
}
