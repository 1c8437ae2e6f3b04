using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EdgeNotebooks.Charts;

namespace EdgeNotebooks.Tests.Charts;

public class PlotlyScriptTests
{
    [Fact]
    public void OurCopy_IsTheOneThatItsMakersPublish() =>
        // sha256sum of plotly.min.js in the npm package plotly.js-dist-min 2.35.3
        Assert.Equal("fc84e3cfa55d23d3654c562ea5deb3c274eb6972a6adf66941d1a821e34825e4",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(PlotlyScript.Source.Value))));

    [Fact]
    public void TextInAFigure_CannotEndItsScript()
    {
        var html = PlotlyScript.Embed(new JsonObject { ["data"] = new JsonArray("</script><script>alert(1)") }, 1, 1, "\"><b>", "<i>");
        Assert.DoesNotContain("</script><script>alert", html);
        Assert.DoesNotContain("<b>", html);
        Assert.Contains("&lt;i&gt;", html);
    }
}
