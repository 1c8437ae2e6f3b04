using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeNotebooks.Cli.Starting;

/// <summary>The lines by which a notebook finds the library and what lies beside it. Everything else in the document stays.</summary>
internal static partial class LibraryReference
{
    /// <summary>Whether a code cell has a line <c>#r ".../EdgeNotebooks.dll"</c>.</summary>
    public static bool IsIn(JsonObject notebook) => Folders(notebook).Length > 0;

    /// <summary>Points every <c>#r</c> into the folder that the library was in to another one.</summary>
    /// <param name="notebook">An nbformat document; it is changed.</param>
    /// <param name="folder">Folder of <c>EdgeNotebooks.dll</c>, absolute.</param>
    public static void Point(JsonObject notebook, string folder)
    {
        var there = folder.Replace('\\', '/').TrimEnd('/') + "/";
        foreach (var before in Folders(notebook)) Edit(notebook, text => text.Replace($"#r \"{before}", $"#r \"{there}", StringComparison.Ordinal));
    }

    /// <summary>Shortens relative paths in strings by one <c>../</c>: the notebooks of a checkout lie one folder deeper than those that users get.</summary>
    public static void OneFolderUp(JsonObject notebook) => Edit(notebook, text => OneLevel().Replace(text, ""));

    private static string[] Folders(JsonObject notebook)
    {
        var folders = new HashSet<string>();
        Edit(notebook, text =>
        {
            folders.UnionWith(Library().Matches(text).Select(match => match.Groups["folder"].Value));
            return text;
        });
        return [.. folders];
    }

    /// <summary>nbformat holds a cell's code as one string or as a list of lines.</summary>
    private static void Edit(JsonObject notebook, Func<string, string> change)
    {
        foreach (var cell in (notebook["cells"] as JsonArray ?? []).OfType<JsonObject>().Where(cell => cell["cell_type"]?.ToString() == "code"))
        {
            if (cell["source"] is JsonArray lines) cell["source"] = new JsonArray([.. lines.Select(line => JsonValue.Create(change(line?.ToString() ?? "")))]);
            else cell["source"] = change(cell["source"]?.ToString() ?? "");
        }
    }

    [GeneratedRegex("""^#r "(?<folder>[^"]*?)EdgeNotebooks\.dll""" + "\"", RegexOptions.Multiline)]
    private static partial Regex Library();

    [GeneratedRegex("(?<=\")\\.\\./")]
    private static partial Regex OneLevel();
}
