using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests.Run;

public sealed class RunCommandTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void ANotebook_IsExecuted_AndKept()
    {
        _scratch.Notebook("a.ipynb", "parameters:var n = 1;", "Console.WriteLine(n);", "n + 1");
        var outcome = Run("a.ipynb", "--out", "out", "--html", "--set", "n=41", "--json");
        Assert.Equal(0, outcome.Status);
        var report = JsonNode.Parse(outcome.Output)![0]!;
        Assert.Equal(("ok", 4), (report["status"]!.ToString(), report["cells"]!.GetValue<int>()));
        Assert.Equal([_scratch.Path("out/a.ipynb"), _scratch.Path("out/a.html")], report["outputs"]!.AsArray().Select(path => path!.ToString()));
        var executed = _scratch.Read("out/a.ipynb");
        Assert.Equal((4, 5), (executed["nbformat"]!.GetValue<int>(), executed["nbformat_minor"]!.GetValue<int>()));
        Assert.Equal("42", executed.Of("text/plain").Single());
        Assert.Contains("cell 4/4", outcome.Error);
    }

    [Fact]
    public void AFolder_RunsItsNumberedNotebooksInOrder_AndWithRecursiveThoseBelow()
    {
        _scratch.Notebook("all/02-b.ipynb", "Console.Write(Environment.CurrentDirectory)");
        _scratch.Notebook("all/01-a.ipynb", "1");
        _scratch.Notebook("all/draft.ipynb", "throw new Exception()");
        _scratch.Notebook("all/guides/g.ipynb", "1");
        var outcome = Run("all", "--recursive", "--out", "out", "--json");
        Assert.Equal(0, outcome.Status);
        Assert.Equal(["all/01-a.ipynb", "all/02-b.ipynb", "all/guides/g.ipynb"],
            JsonNode.Parse(outcome.Output)!.AsArray().Select(report => report!["notebook"]!.ToString()));
        Assert.EndsWith("/all", _scratch.Read("out/02-b.ipynb").All().Single()["text"]![0]!.ToString());
        Assert.True(File.Exists(_scratch.Path("out/guides/g.ipynb")));
    }

    [Theory]
    [InlineData("text.ipynb", "hello", "is not a notebook: no valid JSON at line 1")]
    [InlineData("broken.ipynb", "{\"cells\": [", "is not a notebook: no valid JSON at line 1")]
    [InlineData("other.ipynb", "{\"a\": 1}", "is not a notebook: it has no list 'cells'")]
    [InlineData("python.ipynb", """{"cells":[],"nbformat":4,"metadata":{"kernelspec":{"name":"python3","language":"python"}}}""", "is a python notebook")]
    public void WhatIsNoCSharpNotebook_IsBadInput(string name, string text, string says)
    {
        _scratch.File(name, text);
        Assert.Contains(says, BadInput(name));
        Assert.False(Directory.Exists(_scratch.Path("executed")));
    }

    [Theory]
    [InlineData("'nowhere.ipynb' is neither a notebook nor a folder", "nowhere.ipynb")]
    [InlineData("folder 'empty' has no notebook", "empty")]
    [InlineData("--timeout is -1", "a.ipynb", "--timeout", "-1")]
    [InlineData("no parameter 'm' in 'a.ipynb'; there are: n", "a.ipynb", "--set", "m=1")]
    [InlineData("parameter 'n' is of type Int32; 'x' is none", "a.ipynb", "--set", "n=x")]
    [InlineData("has no '='", "a.ipynb", "--set", "n")]
    [InlineData("Unrecognized option '--nope'", "a.ipynb", "--nope")]
    [InlineData("would be overwritten", "a.ipynb", "--out", ".")]
    [InlineData("cannot be written", "a.ipynb", "--out", "a.ipynb/below")]
    [InlineData("cannot be written", "a.ipynb", "--out", "/proc/edgenb")]
    public void BadUsage_IsOneLine(string says, params string[] arguments)
    {
        Directory.CreateDirectory(_scratch.Path("empty"));
        _scratch.Notebook("a.ipynb", "parameters:var n = 1;");
        Assert.Contains(says, BadInput(arguments));
    }

    [Fact]
    public void ACellThatThrows_IsNamed_AndWhatRanIsKept()
    {
        _scratch.Notebook("bad.ipynb", "1 + 1", "var x = 1;\nthrow new InvalidOperationException(\"out of luck\");", "3");
        var outcome = Run("bad.ipynb", "--out", "out");
        Assert.Equal(1, outcome.Status);
        Assert.Equal(["error: bad.ipynb, cell 2, line 2: InvalidOperationException: out of luck"], outcome.Errors);
        var executed = _scratch.Read("out/bad.ipynb");
        Assert.Equal("2", executed.Of("text/plain").Single());
        Assert.Null(executed["cells"]![2]!["execution_count"]);
    }

    [Fact]
    public void KeepGoing_RunsTheRest_AndStillFails()
    {
        _scratch.Notebook("n/1.ipynb", "while (true) { }");
        _scratch.Notebook("n/2.ipynb", "Environment.FailFast(\"crash\")");
        _scratch.Notebook("n/3.ipynb", "1");
        var outcome = Run("n", "--keep-going", "--timeout", "10", "--out", "out", "--json");
        Assert.Equal(1, outcome.Status);
        Assert.Equal(["failed", "failed", "ok"], JsonNode.Parse(outcome.Output)!.AsArray().Select(report => report!["status"]!.ToString()));
        Assert.Collection(outcome.Errors, first => Assert.Contains("1.ipynb, cell 1: Timeout: still running after 10 s", first),
            second => Assert.Contains("2.ipynb: its process ended with status", second));
    }

    [Fact]
    public void WithoutKeepGoing_TheFirstFailureEndsTheRun()
    {
        _scratch.Notebook("n/1.ipynb", "undefined");
        _scratch.Notebook("n/2.ipynb", "1");
        var outcome = Run("n", "--out", "out");
        Assert.Equal(1, outcome.Status);
        Assert.Contains("error: 1.ipynb, cell 1, line 1: (1,1): error CS0103", Assert.Single(outcome.Errors));
        Assert.False(File.Exists(_scratch.Path("out/2.ipynb")));
    }

    /// <summary>Relative paths mean the notebook's folder, wherever the command is called.</summary>
    [Fact]
    public void MagicLines_WorkHeadless_AndPathsAreTheNotebooks()
    {
        File.Copy(Path.Combine(Path.GetDirectoryName(Edgenb.Path)!, "Markdig.dll"), Path.Combine(Directory.CreateDirectory(_scratch.Path("deep/lib")).FullName, "Markdig.dll"));
        _scratch.File("deep/shared/more.csx", "var fromFile = 7;");
        _scratch.Notebook("deep/shared/lib.ipynb", "var fromNotebook = 8;");
        _scratch.Notebook("deep/er/m.ipynb", "#r \"../lib/Markdig.dll\"\n#!import ../shared/more.csx", "#!import ../shared/lib.ipynb",
            "#!time\nMarkdig.Markdown.ToHtml(\"*hi*\")", "#!who", "#!whos", "#!about", "#!help", "#!markdown\n*text*", "#!help Markdig.Markdown.ToHtml");
        var outcome = Run("deep/er/m.ipynb", "--out", "out");
        Assert.True(outcome.Status == 0, outcome.Error);
        string[] texts = [.. _scratch.Read("out/m.ipynb").Of("text/plain")];
        Assert.Equal("<p><em>hi</em></p>\n", texts[0]);
        Assert.StartsWith("Wall time: ", texts[1]);
        Assert.Equal("fromFile\nfromNotebook", texts[2]);
        Assert.Contains("fromNotebook  Int32  8", texts[3]);
        Assert.StartsWith("EdgeNotebooks ", texts[4]);
        Assert.Contains("#!whos", texts[5]);
        Assert.StartsWith("static string Markdig.Markdown.ToHtml(string markdown", texts[7]);
        Assert.Equal("*text*", _scratch.Read("out/m.ipynb").Of("text/markdown").Single());
    }

    [Fact]
    public void AnotherLanguage_IsNamedWithItsKernel()
    {
        _scratch.Notebook("f.ipynb", "1", "// before\n#!fsharp\nlet x = 1");
        var outcome = Run("f.ipynb", "--out", "out");
        Assert.Equal(1, outcome.Status);
        var error = Assert.Single(outcome.Errors);
        Assert.StartsWith("error: f.ipynb, cell 2, line 2: NotSupported: '#!fsharp'", error);
        Assert.Contains(".net-fsharp", error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CtrlC_EndsTheRun_AndKeepsWhatRan(bool several)
    {
        _scratch.Notebook("n/1.ipynb", "\"kept\"", "while (true) { }");
        if (several) _scratch.Notebook("n/2.ipynb", "1");
        var running = Edgenb.Start(_scratch.Folder, "run", "n", "--out", "out");
        running.WaitForError("1  cell 1/2", TimeSpan.FromMinutes(1));
        running.Interrupt();
        var outcome = running.Finish(TimeSpan.FromSeconds(30));
        Assert.Equal(1, outcome.Status);
        Assert.Contains("1.ipynb, cell 2: Interrupted", Assert.Single(outcome.Errors));
        Assert.Equal("kept", _scratch.Read("out/1.ipynb").Of("text/plain").Single());
        Assert.False(File.Exists(_scratch.Path("out/2.ipynb")));
    }

    [Fact]
    public void PlotlyNetCharts_AreDrawnOffline_WithOneScriptForThePage()
    {
        _scratch.Notebook("p.ipynb", "#r \"nuget: Plotly.NET, 6.0.0\"\n#r \"nuget: Plotly.NET.CSharp, 0.14.0\"\nusing Plotly.NET.CSharp;",
            "Chart.BoxPlot<string, double, string>(X: new[] { \"a\", \"a\", \"a\", \"b\", \"b\", \"b\" }, Y: new[] { 1.0, 2, 4, 2, 3, 7 })",
            "Chart.Line<int, int, string>(new[] { 1, 2, 3 }, new[] { 3, 1, 2 })");
        Assert.Equal(0, Run("p.ipynb", "--out", "out", "--html").Status);
        Assert.Equal(2, _scratch.Read("out/p.ipynb").Figures().Count());
        Assert.Collection(_scratch.Read("out/p.ipynb").Of("image/svg+xml"), boxes => Assert.Contains("class=\"box\"", boxes), line => Assert.Contains("<polyline", line));
        var page = File.ReadAllText(_scratch.Path("out/p.html"));
        Assert.Equal(1, System.Text.RegularExpressions.Regex.Count(page, @"plotly\.js v2\.35\.3"));
        Assert.DoesNotContain("cdn.plot.ly", page[..page.IndexOf("plotly.js v", StringComparison.Ordinal)]);
        var dom = Browser.Dom(_scratch.Path("out/p.html"));
        Assert.Equal(2, Browser.Count(dom, "box"));
        Assert.Equal(1, Browser.Count(dom, "scatterlayer mlayer"));
    }

    private Outcome Run(params string[] arguments) => Edgenb.Run(_scratch.Folder, ["run", .. arguments]);

    private string BadInput(params string[] arguments)
    {
        var outcome = Run(arguments);
        Assert.Equal(2, outcome.Status);
        Assert.Empty(outcome.Output);
        return Assert.Single(outcome.Errors);
    }
}
