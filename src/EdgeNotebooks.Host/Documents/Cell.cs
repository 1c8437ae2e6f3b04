using System.Text.Json.Nodes;

namespace EdgeNotebooks.Host.Documents;

/// <summary>What a cell is, in nbformat's words.</summary>
public enum CellKind
{
    /// <summary>Text in Markdown.</summary>
    Markdown,

    /// <summary>Code to execute.</summary>
    Code,

    /// <summary>Text passed through as it is.</summary>
    Raw,
}

/// <summary>One cell of a notebook.</summary>
/// <param name="Id">nbformat 4.5 cell id: 1 to 64 letters, digits, hyphens or underscores, unique in its notebook.</param>
/// <param name="Kind">Markdown, code or raw.</param>
/// <param name="Source">The text, lines separated by <c>\n</c>.</param>
/// <param name="Metadata">The cell's metadata, kept as read.</param>
public sealed record Cell(string Id, CellKind Kind, string Source, JsonObject Metadata)
{
    /// <summary>Execution count, null as long as the cell has not run.</summary>
    public int? ExecutionCount { get; init; }

    /// <summary>Outputs in order; empty for cells that are not code or have not run.</summary>
    public IReadOnlyList<JsonObject> Outputs { get; init; } = [];

    /// <summary>The cell's tags (<c>metadata.tags</c>).</summary>
    public IEnumerable<string> Tags => (Metadata["tags"] as JsonArray)?.Select(tag => tag!.ToString()) ?? [];

    /// <summary>
    /// The language that .NET Interactive recorded for this cell (<c>polyglot_notebook.kernelName</c> or
    /// <c>dotnet_interactive.language</c>), or null.
    /// </summary>
    public string? Language =>
        (Metadata["polyglot_notebook"] as JsonObject)?["kernelName"]?.ToString()
        ?? (Metadata["dotnet_interactive"] as JsonObject)?["language"]?.ToString();
}
