using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeNotebooks.Host.Documents;

/// <summary>Reads <c>.ipynb</c> files (nbformat 4.0 to 4.5) that hold C# notebooks.</summary>
public static partial class NotebookReader
{
    private static readonly string[] s_csharpNames = [".net-csharp", "edgenotebooks", "csharp", "c#", ".net (c#)", "polyglot-notebook"];

    /// <summary>Reads a notebook; outputs that it holds are dropped.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="NotebookFormatException">Not JSON, not a notebook, another nbformat, or not C#.</exception>
    public static Notebook Read(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"notebook '{path}' does not exist", path);
        if (Parse(path) is not JsonObject root || root["cells"] is not JsonArray cells)
            throw new NotebookFormatException(path, "is not a notebook: it has no list 'cells'");
        if (root["nbformat"]?.ToString() != "4")
            throw new NotebookFormatException(path, $"has nbformat {root["nbformat"]?.ToString() ?? "(none)"}; this host reads version 4");

        var metadata = root["metadata"]?.DeepClone() as JsonObject ?? [];
        RequireCSharp(path, metadata);
        var ids = new HashSet<string>();
        return new Notebook(Path.GetFullPath(path), metadata,
            [.. cells.Select((cell, index) => ReadCell(path, cell as JsonObject, index, ids))]);
    }

    private static JsonNode? Parse(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonNode.Parse(stream);
        }
        catch (JsonException e)
        {
            throw new NotebookFormatException(path, $"is not a notebook: no valid JSON at line {e.LineNumber + 1}", e);
        }
    }

    private static void RequireCSharp(string path, JsonObject metadata)
    {
        var kernel = (metadata["kernelspec"] as JsonObject)?["name"]?.ToString();
        var language = (metadata["kernelspec"] as JsonObject)?["language"]?.ToString()
            ?? (metadata["language_info"] as JsonObject)?["name"]?.ToString();
        if (kernel is null && language is null) return;
        if (Names(kernel) || Names(language)) return;
        throw new NotebookFormatException(path,
            $"is a {language ?? kernel} notebook (kernel '{kernel ?? language}'); this host runs C# notebooks");

        static bool Names(string? name) => name is not null && s_csharpNames.Contains(name.ToLowerInvariant());
    }

    private static Cell ReadCell(string path, JsonObject? cell, int index, HashSet<string> ids)
    {
        var kind = cell?["cell_type"]?.ToString() switch
        {
            "markdown" => CellKind.Markdown,
            "code" => CellKind.Code,
            "raw" => CellKind.Raw,
            var other => throw new NotebookFormatException(path, $"has cell {index + 1} of unknown type '{other}'"),
        };
        var id = cell["id"]?.ToString();
        if (id is null || !IdPattern().IsMatch(id) || !ids.Add(id))
        {
            id = $"cell-{index + 1}";
            for (var suffix = 2; !ids.Add(id); suffix++) id = $"cell-{index + 1}-{suffix}";
        }

        return new Cell(id, kind, ReadText(cell["source"]), cell["metadata"]?.DeepClone() as JsonObject ?? []);
    }

    private static string ReadText(JsonNode? source) =>
        (source is JsonArray lines ? string.Concat(lines.Select(line => line?.ToString())) : source?.ToString() ?? "").ReplaceLineEndings("\n");

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex IdPattern();
}
