using System.Text.Json.Nodes;
using EdgeNotebooks.Cli.Tests.Notebooks;

namespace EdgeNotebooks.Cli.Tests.Starting;

/// <summary><c>edgenb new</c> from the build; <see cref="PackedToolTests"/> does the same from the packed tool.</summary>
public sealed class NewCommandTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void TheFolder_HoldsEveryShippedNotebook_AndTheyRunThere()
    {
        var made = New("my work", "--json");
        Assert.Equal(0, made.Status);
        Assert.Contains("edgenb run \"my work/00-quickstart.ipynb\"", made.Error);
        var names = JsonNode.Parse(made.Output)!["notebooks"]!.AsArray().Select(name => name!.ToString()).ToArray();
        Assert.Equal(CommittedNotebookTests.Shipped().Select(row => row.Data["notebooks/".Length..]).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        foreach (var name in names)
        {
            var text = File.ReadAllText(_scratch.Path($"my work/{name}"));
            Assert.Contains($"#r \\\"{Path.GetDirectoryName(Edgenb.Path)}/EdgeNotebooks.dll\\\"", text);
            Assert.DoesNotContain(name.Contains('/', StringComparison.Ordinal) ? "\\\"../../" : "\\\"../", text);
        }

        var quickstart = Edgenb.Run(_scratch.Folder, "run", "my work/00-quickstart.ipynb", "--out", "out", "--set", "pictures=100", "--set", "runs=5");
        Assert.True(quickstart.Status == 0, quickstart.Error);
        Assert.Contains("n = 100", string.Join("\n", _scratch.Read("out/00-quickstart.ipynb").Of("text/plain")));
        var guide = Edgenb.Run(_scratch.Folder, "run", "my work/guides/subjects.ipynb", "--out", "out", "--set", "pictures=20", "--set", "examples=1");
        Assert.True(guide.Status == 0, guide.Error);
    }

    [Fact]
    public void AFolderThatHoldsSomething_IsLeftAlone_UnlessForced()
    {
        _scratch.File("full/notes.txt", "mine");
        _scratch.File("full/00-quickstart.ipynb", "old");
        Refused("is not empty; name another one, or add --force", "full");
        Assert.Equal("old", File.ReadAllText(_scratch.Path("full/00-quickstart.ipynb")));
        Assert.Equal(0, New("full", "--force").Status);
        Assert.Equal("mine", File.ReadAllText(_scratch.Path("full/notes.txt")));
        Assert.StartsWith("{", File.ReadAllText(_scratch.Path("full/00-quickstart.ipynb")));
        Assert.True(File.Exists(_scratch.Path("full/models/resnet_mini.onnx")));
    }

    [Fact]
    public void Relink_ChangesNothingButTheReferences()
    {
        Assert.Equal(0, New("work").Status);
        var path = _scratch.Path("work/01-rq1-tiers.ipynb");
        var now = File.ReadAllText(path);
        // As an older tool would have left it, with words and an output of the user's.
        var mine = now.Replace("# Where should", "# Mine: where should", StringComparison.Ordinal)
            .Replace("\"outputs\": []", "\"outputs\": [\n    {\n     \"output_type\": \"stream\",\n     \"name\": \"stdout\",\n     \"text\": \"kept <\u00e4> \"\n    }\n   ]", StringComparison.Ordinal);
        var before = mine.Replace($"#r \\\"{Library()}", "#r \\\"/gone/tools/0.0.1/", StringComparison.Ordinal);
        Assert.NotEqual(mine, before);
        _scratch.File("work/broken.ipynb", "none of ours");
        File.WriteAllText(path, before);
        var linked = New("work", "--relink");
        Assert.Equal(0, linked.Status);
        Assert.Contains($"{CommittedNotebookTests.Shipped().Count()} notebooks refer to", linked.Output);
        Assert.Equal(mine, File.ReadAllText(path));

        string Library() => Path.GetDirectoryName(Edgenb.Path) + "/";
    }

    [Fact]
    public void BadUsage_IsOneLine()
    {
        _scratch.File("file", "");
        _scratch.Notebook("other/a.ipynb", "1");
        Refused("is a file", "file");
        Refused("there is no folder", "nowhere", "--relink");
        Refused("no notebook in", "other", "--relink");
        Refused("exclude each other", "other", "--relink", "--force");
        Refused("argument 'folder' missing");
    }

    /// <summary>A notebook that was copied out of its checkout.</summary>
    [Fact]
    public void WhereTheLibraryIsNotBuilt_TheFirstCellSaysWhatToDo()
    {
        _scratch.Notebook("lost/a.ipynb", "#r \"../artifacts/bin/EdgeNotebooks.Cli/release/EdgeNotebooks.dll\"");
        var outcome = Edgenb.Run(_scratch.Folder, "run", "lost/a.ipynb");
        Assert.Equal(1, outcome.Status);
        var error = Assert.Single(outcome.Errors);
        Assert.Contains("cell 1, line 1: MissingReference: ", error);
        Assert.Contains("dotnet run -c Release --project src/EdgeNotebooks.Cli -- run notebooks", error);
        Assert.Contains("edgenb new DIR --relink", error);
        Assert.Equal(0, New("lost", "--relink").Status);
        Assert.Equal(0, Edgenb.Run(_scratch.Folder, "run", "lost/a.ipynb").Status);
    }

    private void Refused(string says, params string[] arguments)
    {
        var outcome = New(arguments);
        Assert.Equal(2, outcome.Status);
        Assert.Contains(says, Assert.Single(outcome.Errors));
    }

    private Outcome New(params string[] arguments) => Edgenb.Run(_scratch.Folder, ["new", .. arguments]);
}
