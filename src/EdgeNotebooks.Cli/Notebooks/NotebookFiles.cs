namespace EdgeNotebooks.Cli.Notebooks;

/// <summary>A notebook to run.</summary>
/// <param name="Path">The file, as the user would name it.</param>
/// <param name="Subfolder">Where its outputs go below the output folder; empty unless it was found in a folder below the one named.</param>
internal sealed record NotebookFile(string Path, string Subfolder);

/// <summary>Finds the notebooks that the command line names.</summary>
internal static class NotebookFiles
{
    /// <exception cref="FileNotFoundException">A name is neither a file nor a folder, or a folder has no notebook.</exception>
    public static IReadOnlyList<NotebookFile> Find(IReadOnlyList<string> inputs, bool recursive)
    {
        var files = new List<NotebookFile>();
        foreach (var input in inputs)
        {
            if (File.Exists(input)) files.Add(new(input, ""));
            else if (!Directory.Exists(input)) throw new FileNotFoundException($"'{input}' is neither a notebook nor a folder", input);
            else if (InFolder(input, recursive) is { Count: > 0 } found) files.AddRange(found);
            else throw new FileNotFoundException($"folder '{input}' has no notebook (*.ipynb){(recursive ? "" : "; --recursive looks into the folders below it")}", input);
        }

        return files;
    }

    private static List<NotebookFile> InFolder(string folder, bool recursive)
    {
        var found = Choose(folder).Select(path => new NotebookFile(path, "")).ToList();
        if (!recursive) return found;
        foreach (var below in Directory.GetDirectories(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var relative = Path.GetRelativePath(folder, below);
            if (relative.Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.'))) continue;
            found.AddRange(Choose(below).Select(path => new NotebookFile(path, relative)));
        }

        return found;
    }

    /// <summary>The numbered ones in order; all of them where none is numbered.</summary>
    private static string[] Choose(string folder)
    {
        var all = Directory.GetFiles(folder, "*.ipynb").Order(StringComparer.Ordinal).ToArray();
        var numbered = all.Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])).ToArray();
        return numbered.Length > 0 ? numbered : all;
    }
}
