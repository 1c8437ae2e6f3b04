using System.Text.Json.Nodes;

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
        Assert.DoesNotMatch(@"^using (var|\()|Plotly\.NET|#r ""nuget", source);
    });

    private static IEnumerable<JsonObject> Cells(string notebook, string kind) =>
        Read(notebook)["cells"]!.AsArray().Select(cell => cell!.AsObject()).Where(cell => cell["cell_type"]!.ToString() == kind);

    private static JsonObject Read(string notebook) => JsonNode.Parse(File.ReadAllText(Path.Combine(Edgenb.Root, notebook)))!.AsObject();

    private static string Source(JsonNode cell) => string.Concat(cell["source"]!.AsArray().Select(line => line!.ToString()));
}
