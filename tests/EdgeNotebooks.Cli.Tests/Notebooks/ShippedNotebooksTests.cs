using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeNotebooks.Cli.Tests.Notebooks;

/// <summary>Every shipped notebook runs in the real command, and every chart of its page is drawn without a network.</summary>
public sealed class ShippedNotebooksTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void AllOfThem_RunAndDraw()
    {
        var outcome = Edgenb.Run(Edgenb.Root, "run", "notebooks", "--recursive", "--out", _scratch.Path("out"), "--html", "--json");
        Assert.True(outcome.Status == 0, outcome.Error);
        var ran = JsonNode.Parse(outcome.Output)!.AsArray();
        Assert.Equal(CommittedNotebookTests.Shipped().Count(), ran.Count);
        foreach (var report in ran)
        {
            var outputs = report!["outputs"]!.AsArray().Select(path => path!.ToString()).ToArray();
            var executed = _scratch.Read(outputs[0]);
            Assert.DoesNotContain(executed.All(), output => output["output_type"]!.ToString() == "error");
            var figures = executed.Figures().Count();
            if (figures == 0) continue;
            var dom = Browser.Dom(outputs[1]);
            // Plotly marks what it has drawn; an empty or failed figure has no drawing layer.
            Assert.Equal(figures, Regex.Count(dom, "class=\"edgenb-plotly js-plotly-plot\""));
            Assert.Equal(figures, Regex.Count(dom, "class=\"cartesianlayer\""));
        }
    }
}
