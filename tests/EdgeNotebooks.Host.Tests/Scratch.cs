using System.Text.Json.Nodes;
using EdgeNotebooks.Host.Documents;

namespace EdgeNotebooks.Host.Tests;

/// <summary>A folder that goes away with the test, and notebooks written into it.</summary>
public sealed class Scratch : IDisposable
{
    private readonly string _before = Directory.GetCurrentDirectory();

    public string Folder { get; } = Directory.CreateTempSubdirectory("edgenb-test-").FullName;

    public string File(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public Notebook Notebook(params string[] codeCells) => Notebook(codeCells.Select(code => Code(code)).ToArray());

    public Notebook Notebook(params Cell[] cells) => new(Path.Combine(Folder, "test.ipynb"), [], cells);

    public static Cell Code(string code, params string[] tags) => new($"c{Guid.NewGuid():N}", CellKind.Code, code,
        tags.Length == 0 ? [] : new JsonObject { ["tags"] = new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]) });

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        Directory.Delete(Folder, recursive: true);
    }
}
