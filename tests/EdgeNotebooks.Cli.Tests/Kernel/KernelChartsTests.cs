namespace EdgeNotebooks.Cli.Tests.Kernel;

/// <summary>A chart goes out as everything that a client may be able to show.</summary>
public sealed class KernelChartsTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("using EdgeNotebooks.Charts;\nnew Figure([new Panel([new BarTrace(\"n\", [\"a\", \"b\"], [1.0, 2.0])])])")]
    [InlineData("#r \"nuget: Plotly.NET, 6.0.0\"\n#r \"nuget: Plotly.NET.CSharp, 0.14.0\"\nPlotly.NET.CSharp.Chart.Column<int, string, string>([1, 2], new[] { \"a\", \"b\" })")]
    public void AChart_IsPlotlyJson_HtmlAndAPicture(string code)
    {
        using var kernel = new KernelProcess(_scratch.Folder);
        using var client = new KernelClient(kernel);
        client.WaitUntilReady();
        var (reply, outputs) = client.Execute($"#r \"{Path.Combine(Path.GetDirectoryName(Edgenb.Path)!, "EdgeNotebooks.dll")}\"\n{code}");
        Assert.True(reply["status"]!.ToString() == "ok", reply.ToJsonString());
        // The script comes once, before the first chart; it hides AMD's define, which pages with requirejs have.
        var script = outputs.Single(output => output["header"]!["msg_type"]!.ToString() == "display_data")["content"]!["data"]!["text/html"]!.ToString();
        Assert.StartsWith("<script>if(!window.Plotly){(function(){var define,module,exports;", script);
        var data = outputs[^1]["content"]!["data"]!.AsObject();
        Assert.Equal(["text/html", "application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"], data.Select(one => one.Key));
        Assert.Equal("bar", data["application/vnd.plotly.v1+json"]!["data"]![0]!["type"]!.ToString());
        Assert.Contains("edgenb-plotly", data["text/html"]!.ToString());
        // Two bars beside the background's and, where there is one, the legend's rectangle.
        Assert.InRange(System.Text.RegularExpressions.Regex.Count(data["image/svg+xml"]!.ToString(), "<rect"), 3, 4);
        Assert.StartsWith("<svg", data["image/svg+xml"]!.ToString());
    }
}
