using System.Text.Json.Nodes;

namespace EdgeNotebooks.Host.Documents;

/// <summary>A notebook document in memory: what nbformat 4.5 holds, outputs included.</summary>
/// <param name="Path">Full path of the file it was read from; relative <c>#r</c> and <c>#!import</c> resolve against its folder.</param>
/// <param name="Metadata">The document's metadata, kept as read.</param>
/// <param name="Cells">The cells in order.</param>
public sealed record Notebook(string Path, JsonObject Metadata, IReadOnlyList<Cell> Cells)
{
    /// <summary>File name without folder and extension.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The folder that relative paths in cells resolve against.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>First level-one heading of the first Markdown cell that has one, else <see cref="Name"/>.</summary>
    public string Title => Cells.Where(cell => cell.Kind == CellKind.Markdown)
        .SelectMany(cell => cell.Source.Split('\n'))
        .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? Name;
}
