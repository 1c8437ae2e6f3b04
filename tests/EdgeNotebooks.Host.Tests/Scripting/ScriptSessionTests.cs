using System.Text.Json.Nodes;
using EdgeNotebooks.Host.Display;
using EdgeNotebooks.Host.Scripting;

namespace EdgeNotebooks.Host.Tests.Scripting;

public sealed class ScriptSessionTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly RecordedOutput _output = new();
    private readonly ScriptSession _session;
    private int _number;

    public ScriptSessionTests() => _session = new ScriptSession(_scratch.Folder, _output);

    public void Dispose()
    {
        _session.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void State_GrowsFromCellToCell()
    {
        Run("var x = 20; record Point(int X);");
        Run("int Twice(int n) => 2 * n;");
        Assert.Equal("41", Result("Twice(x) + new Point(1).X"));
    }

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("await Task.FromResult(\"later\")", "later")]
    [InlineData("(string)null", "<null>")]
    public void ATrailingExpression_IsTheResult(string code, string shown) => Assert.Equal(shown, Result(code));

    [Theory]
    [InlineData("var y = 1;")]
    [InlineData("Console.Out.Flush()")]
    [InlineData("_ = 5;")]
    public void AStatementOrVoidCall_HasNoResult(string code) => Assert.Empty(Run(code));

    [Fact]
    public void Console_StreamsAndMergesNeighbours()
    {
        var outputs = Run("Console.Write(\"a\"); Console.WriteLine('b'); Console.Error.WriteLine(\"c\"); Console.WriteLine(1.5);");
        Assert.Equal([("stdout", "ab\n"), ("stderr", "c\n"), ("stdout", "1.5\n")],
            outputs.Select(output => (output["name"]!.ToString(), Text(output["text"]!))));
    }

    [Fact]
    public void Display_CanBeUpdated_AlsoFromALaterCell()
    {
        var shown = Run("var place = display(\"first\"); \"b\".Display();");
        Assert.Equal(2, shown.Count);
        Run("place.Update(\"second\");");
        Assert.Equal("second", Text(shown[0]["data"]!["text/plain"]!));
        Assert.Equal("b", Text(shown[1]["data"]!["text/plain"]!));
    }

    [Fact]
    public void Html_ShowsAsHtml() => Assert.Equal("<b>x</b>", Text(Run("HTML(\"<b>x</b>\")")[0]["data"]!["text/html"]!));

    [Fact]
    public void ACompileError_TellsItsLine_AndLeavesTheStateAsItWas()
    {
        Run("var x = 1;");
        var error = Assert.Throws<CellException>(() => Run("var x = 2;\nundefined.Call();"));
        Assert.Equal(("CompilationError", 2), (error.Name, error.Line));
        Assert.Contains("CS0103", error.Message);
        Assert.Equal("1", Result("x"));
    }

    [Fact]
    public void AnException_TellsItsCellLine_WithoutFramesOfTheHost()
    {
        var error = Assert.Throws<CellException>(() => Run("void F(int n)\n{\n    throw new ArgumentException(\"no \" + n);\n}\n\nF(3);"));
        Assert.Equal(("ArgumentException", "no 3", 6), (error.Name, error.Message, error.Line));
        Assert.Contains(error.Traceback, line => line.Contains("F(Int32 n) in cell 1:line 3", StringComparison.Ordinal));
        Assert.DoesNotContain(error.Traceback, line => line.Contains("EdgeNotebooks.Host", StringComparison.Ordinal) || line.Contains("Submission#", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("IEnumerable<int> Endless() { while (true) { } yield break; }\nEndless()")]
    public async Task ACellThatNeverEnds_CanBeStopped(string code)
    {
        using var cancel = new CancellationTokenSource(300);
        var run = Task.Run(() => _session.Run(code, null, 1, cancel.Token), TestContext.Current.CancellationToken);
        var ended = await Task.WhenAny(run, Task.Delay(20_000, TestContext.Current.CancellationToken));
        Assert.Same(run, ended);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public void Imports_ShareTheSession()
    {
        _scratch.File("lib.csx", "var fromFile = 7;");
        Run("#!import lib.csx");
        Assert.Equal("7", Result("fromFile"));
    }

    [Theory]
    [InlineData("#!import nowhere.csx", "MissingFile")]
    [InlineData("#r \"nowhere.dll\"", "MissingReference")]
    [InlineData("#r \"broken.dll\"", "BadReference")]
    public void WhatIsNotHere_IsNamed(string code, string kind)
    {
        _scratch.File("broken.dll", "this is no assembly");
        Assert.Equal(kind, Assert.Throws<CellException>(() => Run(code)).Name);
    }

    [Fact]
    public void AReferenceBelowOtherLines_AndAPackageThatIsHere_AreTaken()
    {
        var markdig = typeof(Markdig.Markdown).Assembly.Location;
        Assert.Equal("Markdig.Markdown", Result($"var before = 1;\n#r \"{markdig}\"\n#r \"nuget: Markdig, 1.6.0\"\ntypeof(Markdig.Markdown).FullName"));
    }

    [Fact]
    public void APackageOfAnotherVersion_IsUsed_AndSaysSo()
    {
        Run($"#r \"{typeof(Markdig.Markdown).Assembly.Location}\"");
        var said = Text(Assert.Single(Run("#r \"nuget: Markdig, 0.1.0\""))["text"]!);
        Assert.StartsWith("Markdig 0.1.0 is asked for; this host has ", said);
    }

    [Fact]
    public void WhoAndWhos_ListVariables_NewestOfEachName()
    {
        Run("var b = 1; var a = new List<int> { 1, 2 }; IEnumerable<int> Endless() { while (true) yield return 1; }\nvar c = Endless();");
        Run("var b = \"new\";");
        Assert.Equal("a\nb\nc", Text(Run("#!who")[0]["data"]!["text/plain"]!));
        var table = Text(Run("#!whos")[0]["data"]!["text/plain"]!).Split('\n');
        Assert.Equal(["variable  type                value", "a         List<Int32>         2 items", "b         String              new", "c         IEnumerable<Int32>  a sequence"], table);
    }

    [Fact]
    public void Time_TellsHowLongTheCellTook_AfterItsOutputs()
    {
        var outputs = Run("#!time\nConsole.Write(1); await Task.Delay(20);");
        var time = Text(outputs[^1]["data"]!["text/plain"]!);
        Assert.Matches(@"^Wall time: \d+(\.\d+)? ms$", time);
        Assert.True(double.Parse(time.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture) >= 20);
    }

    [Theory]
    [InlineData("#!about", ".NET 10")]
    [InlineData("#!help", "#!whos")]
    public void AboutAndHelp_Say(string directive, string says) => Assert.Contains(says, Text(Run(directive)[0]["data"]!["text/plain"]!));

    [Theory]
    [InlineData("#!fsharp\nlet x = 1", ".net-fsharp")]
    [InlineData("#!python", "python3")]
    [InlineData("#!frobnicate", "#!help")]
    public void OtherLanguages_AreSentToTheirKernel(string code, string says) => Assert.Contains(says, Assert.Throws<CellException>(() => Run(code)).Message);

    [Fact]
    public void AfterAnAwait_TheCellGoesOnOnItsOwnThread_AndABlockedTaskDoesNotWaitForItself()
    {
        Assert.Equal("True", Result("var before = Environment.CurrentManagedThreadId; await Task.Delay(5); before == Environment.CurrentManagedThreadId"));
        Assert.Equal("3", Result("async Task<int> Later() { await Task.Delay(5); return 3; }\nLater().Result"));
    }

    [Fact]
    public void MarkdownSegments_AreShown() => Assert.Equal("*hi*", Text(Run("#!markdown\n*hi*")[0]["data"]!["text/markdown"]!));

    private IReadOnlyList<JsonObject> Run(string code)
    {
        _session.Run(code, null, ++_number, TestContext.Current.CancellationToken);
        return _output.TakeCell();
    }

    private string Result(string code) => Text(Assert.Single(Run(code), output => output["output_type"]!.ToString() == "execute_result")["data"]!["text/plain"]!);

    private static string Text(JsonNode lines) => string.Concat(lines.AsArray().Select(line => line!.ToString()));
}
