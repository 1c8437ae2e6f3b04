using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeNotebooks.Cli.Tests.Notebooks;

/// <summary>The shipped notebooks keep to the house's rules and to the dialect that .NET Interactive runs too.</summary>
public class CommittedNotebookTests
{
    public static IEnumerable<TheoryDataRow<string>> Shipped() =>
        Directory.GetFiles(Path.Combine(Edgenb.Root, "notebooks"), "*.ipynb", SearchOption.AllDirectories)
            .Where(path => !path.Contains(".ipynb_checkpoints", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => new TheoryDataRow<string>(Path.GetRelativePath(Edgenb.Root, path)));

    [Theory]
    [MemberData(nameof(Shipped))]
    public void OutputsAreNotCommitted(string notebook) => Assert.All(Cells(notebook, "code"), cell =>
    {
        Assert.Empty(cell["outputs"]!.AsArray());
        Assert.Null(cell["execution_count"]);
    });

    [Theory]
    [MemberData(nameof(Shipped))]
    public void TheyOpenAsCSharpNotebooks(string notebook)
    {
        var root = Read(notebook);
        Assert.Equal((4, 5), (root["nbformat"]!.GetValue<int>(), root["nbformat_minor"]!.GetValue<int>()));
        Assert.Equal((".net-csharp", "C#"), (root["metadata"]!["kernelspec"]!["name"]!.ToString(), root["metadata"]!["kernelspec"]!["language"]!.ToString()));
        var ids = root["cells"]!.AsArray().Select(cell => cell!["id"]!.ToString()).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void NarrativeComesFirst_ThenTheLibrary_ThenTheSettings(string notebook)
    {
        var cells = Read(notebook)["cells"]!.AsArray();
        Assert.Equal("markdown", cells[0]!["cell_type"]!.ToString());
        Assert.StartsWith("# ", Source(cells[0]!));
        var code = Cells(notebook, "code").ToArray();
        Assert.All(Source(code[0]).Split('\n'), line => Assert.Matches(@"^(#r ""\.\./.*\.dll""|using [\w.]+;)$", line));
        Assert.Contains("parameters", code[1]["metadata"]!["tags"]!.AsArray().Select(tag => tag!.ToString()));
        Assert.Equal("markdown", cells[^1]!["cell_type"]!.ToString());
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void CellsAreShort_AndHoldNoLogic(string notebook) => Assert.All(Cells(notebook, "code"), cell =>
    {
        var source = Source(cell);
        Assert.InRange(source.Split('\n').Length, 1, 10);
        Assert.DoesNotMatch(@"\b(class|struct|interface)\s+\w+", source);
    });

    /// <summary>What the C# kernel of .NET Interactive runs as ours does (its last public source, and scripting's own limits).</summary>
    [Theory]
    [MemberData(nameof(Shipped))]
    public void TheyKeepToThePortableDialect(string notebook)
    {
        var cells = Cells(notebook, "code").Select(Source).ToArray();
        // Packages need a network there; references stand at the top, where a reader changes them.
        Assert.All(cells.Skip(1), source => Assert.DoesNotMatch(@"(?m)^\s*#r\b", source));
        Assert.All(cells, source =>
        {
            Assert.True(Violation(source) is not { } rule, $"{Violation(source)}:\n{source}");
            // Comments that .NET Interactive leaves in a cell name its language.
            Assert.DoesNotMatch(@"(?m)^\s*#!", source);
        });
        Assert.All(Cells(notebook, "code"), cell => Assert.True(cell["metadata"]!["polyglot_notebook"]?["kernelName"]?.ToString() is null or "csharp"));
    }

    /// <summary>The rules themselves catch what they forbid.</summary>
    [Theory]
    [InlineData("#r \"nuget: Plotly.NET, 6.0.0\"", "packages are restored from a registry")]
    [InlineData("var a = 1;\nusing var file = File.OpenRead(a);", "'using var' does not compile at the top of a cell")]
    [InlineData("Plotly.NET.Chart.Line(x)", "Plotly.NET's F# core is loaded twice there")]
    [InlineData("table.Display();", "an extension that other kernels name otherwise; display(x) is common")]
    [InlineData("var name = password(\"key\");", "only our kernel asks so")]
    [InlineData("clear_output();", "only our kernel clears so")]
    [InlineData("void display(object o) { }", "hides the kernel's own function")]
    [InlineData("1 + 1;", null)]
    [InlineData("display(answer);", null)]
    [InlineData("using System.Linq;\nusing (File.OpenRead(a)) { }", null)]
    public void ARuleOfTheDialect_CatchesItsBreach(string source, string? rule) => Assert.Equal(rule, Violation(source));

    private static string? Violation(string source) => s_rules.FirstOrDefault(rule => Regex.IsMatch(source, rule.Pattern, RegexOptions.Multiline)).Rule;

    private static readonly (string Pattern, string Rule)[] s_rules =
    [
        ("""^\s*#r\s+"nuget:""", "packages are restored from a registry"),
        (@"^using\s+(var|\w+\s+\w+\s*=)", "'using var' does not compile at the top of a cell"),
        (@"\bPlotly\.NET\b", "Plotly.NET's F# core is loaded twice there"),
        (@"\.Display\(", "an extension that other kernels name otherwise; display(x) is common"),
        (@"\b(Console\.ReadLine|input|password)\(", "only our kernel asks so"),
        (@"\bclear_output\(", "only our kernel clears so"),
        (@"\b(void|var|object|string|\w+Content|\w+Value)\s+(display|HTML)\(", "hides the kernel's own function"),
    ];

    private static IEnumerable<JsonObject> Cells(string notebook, string kind) =>
        Read(notebook)["cells"]!.AsArray().Select(cell => cell!.AsObject()).Where(cell => cell["cell_type"]!.ToString() == kind);

    private static JsonObject Read(string notebook) => JsonNode.Parse(File.ReadAllText(Path.Combine(Edgenb.Root, notebook)))!.AsObject();

    private static string Source(JsonNode cell) => string.Concat(cell["source"]!.AsArray().Select(line => line!.ToString()));
}
