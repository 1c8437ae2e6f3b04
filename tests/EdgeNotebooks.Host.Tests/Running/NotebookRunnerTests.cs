using EdgeNotebooks.Host.Display;
using EdgeNotebooks.Host.Running;

namespace EdgeNotebooks.Host.Tests.Running;

public sealed class NotebookRunnerTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void AFailingCell_StopsTheNotebook_AndKeepsWhatRan()
    {
        var result = Run(_scratch.Notebook("1", "\nthrow new Exception(\"bad luck\");", "3"));
        Assert.Equal((2, "test.ipynb, cell 2, line 2: Exception: bad luck"), (result.FailedCell, result.FailureLine));
        Assert.Equal([1, 2, null], result.Notebook.Cells.Select(cell => cell.ExecutionCount));
        Assert.Equal("error", result.Notebook.Cells[1].Outputs[^1]["output_type"]!.ToString());
    }

    [Fact]
    public void ATimeout_NamesTheLimit_AndKeepsWhatWasPrinted()
    {
        var result = Run(_scratch.Notebook("Console.WriteLine(\"begun\"); while (true) { }"), new() { CellTimeout = TimeSpan.FromSeconds(4) });
        Assert.Equal("Timeout", result.Failure!.Name);
        Assert.Contains("after 4 s", result.FailureLine);
        Assert.Equal("begun\n", result.Notebook.Cells[0].Outputs[0]["text"]![0]!.ToString());
    }

    [Theory]
    [InlineData("n", "-7", "-8")]
    [InlineData("n", "12", "11")]
    [InlineData("name", "a\"b", "a\"b!")]
    [InlineData("rate", "2", "1")]
    [InlineData("on", "false", "True")]
    [InlineData("names", "x, y", "x|y")]
    [InlineData("day", "friday", "Friday.")]
    public void AParameter_TakesTheTypeThatItWasDeclaredWith(string name, string value, string expected)
    {
        var use = name switch { "n" => "n - 1", "name" => "name + \"!\"", "rate" => "rate / 2", "on" => "!on", "names" => "string.Join(\"|\", names)", _ => "day + \".\"" };
        var notebook = _scratch.Notebook(
            Scratch.Code("var n = 5; string name = \"\"; var rate = 1.5; var on = true; var names = new[] { \"z\" }; var day = DayOfWeek.Monday;", "parameters"),
            Scratch.Code(use));
        var result = Run(notebook, new() { Parameters = new Dictionary<string, string> { [name] = value } });
        Assert.Null(result.FailureLine);
        Assert.Equal(["injected-parameters"], result.Notebook.Cells[1].Tags);
        Assert.Equal(expected, result.Notebook.Cells[2].Outputs[0]["data"]!["text/plain"]![0]!.ToString());
    }

    [Theory]
    [InlineData("m", "1", "has no parameter 'm'; it has: n, rate")]
    [InlineData("n", "many", "parameter 'n' is of type Int32; 'many' is none")]
    [InlineData("rate", "NaN", "parameter 'rate' is of type Double; 'NaN' is none")]
    public void AWrongParameter_IsToldWithWhatThereIs(string name, string value, string says)
    {
        var notebook = _scratch.Notebook(Scratch.Code("var n = 5; double rate = 1;", "parameters"));
        var error = Assert.Throws<ParameterException>(() => Run(notebook, new() { Parameters = new Dictionary<string, string> { [name] = value } }));
        Assert.Contains(says, error.Message);
    }

    [Fact]
    public void AScriptThatSeveralOutputsNeed_StandsOnce_BeforeTheFirst()
    {
        var script = new PageScript("needs-it", new Lazy<string>("<script>once</script>"));
        var notebook = _scratch.Notebook("HTML(\"plain\")", "HTML(\"<i class='needs-it'>1</i>\")", "HTML(\"<i class='needs-it'>2</i>\")");
        var outputs = Run(notebook, new() { Scripts = [script] }).Notebook.Cells.SelectMany(cell => cell.Outputs)
            .Select(output => output["data"]!["text/html"]![0]!.ToString());
        Assert.Equal(["plain", "<script>once</script>", "<i class='needs-it'>1</i>", "<i class='needs-it'>2</i>"], outputs);
    }

    [Fact]
    public void Progress_TellsStartAndEndOfEachCell()
    {
        var told = new List<string>();
        new NotebookRunner(new()).Run(_scratch.Notebook("1", "2"), progress => told.Add($"{progress.Cell}/{progress.Cells} {(progress.Elapsed is null ? "begins" : "ends")}"),
            TestContext.Current.CancellationToken);
        Assert.Equal(["1/2 begins", "1/2 ends", "2/2 begins", "2/2 ends"], told);
    }

    private static RunResult Run(Host.Documents.Notebook notebook, RunSettings? settings = null) =>
        new NotebookRunner(settings ?? new()).Run(notebook, cancel: TestContext.Current.CancellationToken);
}
