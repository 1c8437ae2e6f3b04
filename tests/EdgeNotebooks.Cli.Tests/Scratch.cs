using System.Text.Json.Nodes;

namespace EdgeNotebooks.Cli.Tests;

/// <summary>A folder that goes away with the test, and notebooks written into it as files.</summary>
public sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("edgenb-cli-").FullName;

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public string File(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        System.IO.File.WriteAllText(Path(name), text);
        return Path(name);
    }

    /// <summary>Writes a C# notebook; a cell that begins with <c>parameters:</c> gets that tag.</summary>
    public string Notebook(string name, params string[] cells) => File(name, new JsonObject
    {
        ["cells"] = new JsonArray([.. cells.Select(Cell)]),
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["name"] = ".net-csharp", ["language"] = "C#", ["display_name"] = ".NET (C#)" } },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString());

    /// <summary>Reads an executed notebook.</summary>
    public JsonObject Read(string name) => JsonNode.Parse(System.IO.File.ReadAllText(Path(name)))!.AsObject();

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static JsonObject Cell(string source, int index)
    {
        const string Mark = "parameters:";
        var tagged = source.StartsWith(Mark, StringComparison.Ordinal);
        return new JsonObject
        {
            ["cell_type"] = "code",
            ["id"] = $"c{index}",
            ["metadata"] = tagged ? new JsonObject { ["tags"] = new JsonArray("parameters") } : [],
            ["source"] = tagged ? source[Mark.Length..] : source,
            ["outputs"] = new JsonArray(),
            ["execution_count"] = null,
        };
    }
}
