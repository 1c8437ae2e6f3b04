using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNotebooks.Host.Documents;

namespace EdgeNotebooks.Cli.Starting;

/// <summary>A folder to work in without a checkout: the shipped notebooks, and the models that they open, beside them.</summary>
internal static class NotebookFolder
{
    /// <summary>Where notebooks find the library: in this program's own folder.</summary>
    public static string Library => AppContext.BaseDirectory;

    /// <summary>Fills a folder.</summary>
    /// <param name="folder">The folder; it is made if it is not there.</param>
    /// <param name="force">Whether it may hold something already; files of the same names are replaced then.</param>
    /// <returns>The notebooks, in order.</returns>
    /// <exception cref="ArgumentException">It is a file, or holds something.</exception>
    public static IReadOnlyList<string> Create(string folder, bool force)
    {
        if (File.Exists(folder)) throw new ArgumentException($"'{folder}' is a file; name a folder that does not exist yet or is empty");
        if (!force && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new ArgumentException($"folder '{folder}' is not empty; name another one, or add --force to write beside what is there (files of the same names are replaced)");
        foreach (var model in ShippedFiles.Models()) Copy(model.Path, Path.Combine(folder, "models", model.Name));
        var written = new List<string>();
        foreach (var notebook in ShippedFiles.Notebooks())
        {
            written.Add(Path.Combine(folder, notebook.Name));
            var document = Read(notebook.Path)!;
            LibraryReference.Point(document, Library);
            LibraryReference.OneFolderUp(document);
            NotebookWriter.Write(document, written[^1]);
        }

        return written;
    }

    /// <summary>Points the notebooks of a folder, and of those below it, to this program's library and leaves the rest of them alone.</summary>
    /// <returns>The notebooks that refer to the library.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ArgumentException">None of its notebooks refers to the library.</exception>
    public static IReadOnlyList<string> Relink(string folder)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"there is no folder '{folder}'; without --relink it is made");
        var linked = new List<string>();
        foreach (var path in Directory.GetFiles(folder, "*.ipynb", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (Read(path) is not { } document || !LibraryReference.IsIn(document)) continue;
            linked.Add(path);
            LibraryReference.Point(document, Library);
            NotebookWriter.Write(document, path);
        }

        return linked.Count > 0 ? linked : throw new ArgumentException($"no notebook in '{folder}' has a line #r \"...EdgeNotebooks.dll\"; 'edgenb new' without --relink gives notebooks that do");
    }

    /// <summary>The document; null for a file that is none, which is not ours to judge here.</summary>
    private static JsonObject? Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        var beside = $"{to}.{Environment.ProcessId}.tmp";
        try
        {
            File.Copy(from, beside, overwrite: true);
            File.Move(beside, to, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
