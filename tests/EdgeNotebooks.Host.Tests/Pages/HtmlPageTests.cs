using System.Text.Json.Nodes;
using EdgeNotebooks.Host.Documents;
using EdgeNotebooks.Host.Pages;

namespace EdgeNotebooks.Host.Tests.Pages;

public sealed class HtmlPageTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void TheFirstHeading_IsTheTitle() =>
        Assert.Contains("<title>A &amp; B</title>", HtmlPage.Render(_scratch.Notebook(new Cell("m", CellKind.Markdown, "text\n# A & B\n", []))));

    [Fact]
    public void Code_IsEscapedAndHighlighted()
    {
        var page = HtmlPage.Render(_scratch.Notebook(new Cell("c", CellKind.Code, "var a = \"<x>\"; // why", [])));
        Assert.Contains("<span class=\"k\">var</span>", page);
        Assert.Contains("<span class=\"s\">&quot;&lt;x&gt;&quot;</span>", page);
        Assert.Contains("<span class=\"c\">// why</span>", page);
    }

    [Fact]
    public void TheRichestRepresentation_IsShown()
    {
        var page = Render(new JsonObject { ["output_type"] = "display_data", ["data"] = new JsonObject { ["text/plain"] = "plain", ["text/html"] = "<i>rich</i>" } });
        Assert.Contains("<i>rich</i>", page);
        Assert.DoesNotContain("plain", page);
    }

    [Fact]
    public void StreamsAndErrors_AreEscaped_WithoutTerminalColours()
    {
        Assert.Contains("<pre class=\"stdout\">1 &lt; 2</pre>", Render(new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "\u001b[31m1 < 2\u001b[0m" }));
        Assert.Contains("<pre class=\"error\">E: &lt;b&gt;</pre>",
            Render(new JsonObject { ["output_type"] = "error", ["ename"] = "E", ["evalue"] = "<b>", ["traceback"] = new JsonArray() }));
    }

    [Fact]
    public void Tables_InMarkdown_AreTables() =>
        Assert.Contains("<table>", HtmlPage.Render(_scratch.Notebook(new Cell("m", CellKind.Markdown, "| a |\n|---|\n| 1 |\n", []))));

    private string Render(JsonObject output) => HtmlPage.Render(_scratch.Notebook(new Cell("c", CellKind.Code, "", []) { Outputs = [output] }));
}
