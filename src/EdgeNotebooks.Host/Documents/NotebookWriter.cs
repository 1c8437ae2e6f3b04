using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeNotebooks.Host.Documents;

/// <summary>Writes notebooks as nbformat 4.5 with the metadata of a C# notebook of .NET Interactive.</summary>
public static class NotebookWriter
{
    private static readonly JsonSerializerOptions s_options =
        new() { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the notebook beside <paramref name="path"/> and renames it, so that the file is whole or not there.</summary>
    public static void Write(Notebook notebook, string path) => WholeFile.Write(path, ToJson(notebook));

    /// <summary>Writes a document as it is, with nbformat's indentation; whole or not at all.</summary>
    public static void Write(JsonObject document, string path)
    {
        ArgumentNullException.ThrowIfNull(document);
        WholeFile.Write(path, document.ToJsonString(s_options) + "\n");
    }

    /// <summary>The document as JSON text.</summary>
    public static string ToJson(Notebook notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        var metadata = (JsonObject)notebook.Metadata.DeepClone();
        metadata["kernelspec"] ??= new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" };
        metadata["language_info"] ??= new JsonObject
        {
            ["file_extension"] = ".cs",
            ["mimetype"] = "text/x-csharp",
            ["name"] = "C#",
            ["pygments_lexer"] = "csharp",
        };
        return new JsonObject
        {
            ["cells"] = new JsonArray([.. notebook.Cells.Select(ToJson)]),
            ["metadata"] = metadata,
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        }.ToJsonString(s_options) + "\n";
    }

    private static JsonObject ToJson(Cell cell)
    {
        var json = new JsonObject
        {
            ["cell_type"] = cell.Kind.ToString().ToLowerInvariant(),
            ["id"] = cell.Id,
            ["metadata"] = cell.Metadata.DeepClone(),
            ["source"] = Lines(cell.Source),
        };
        if (cell.Kind == CellKind.Code)
        {
            json["execution_count"] = cell.ExecutionCount;
            json["outputs"] = new JsonArray([.. cell.Outputs.Select(output => output.DeepClone())]);
        }

        return json;
    }

    /// <summary>nbformat's way to hold text: a list of lines, each with its line break.</summary>
    internal static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var at and >= 0 ? at + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }
}
