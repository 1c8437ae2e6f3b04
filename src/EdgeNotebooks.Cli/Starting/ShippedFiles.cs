namespace EdgeNotebooks.Cli.Starting;

/// <summary>The notebooks and models that come with this program: beside it in the packed tool, above it in a checkout.</summary>
internal static class ShippedFiles
{
    /// <summary>Every shipped notebook, those of folders below included.</summary>
    /// <exception cref="DirectoryNotFoundException">This copy of the program came without them.</exception>
    public static IReadOnlyList<ShippedFile> Notebooks() => Below(Folder("notebooks", "00-quickstart.ipynb"), "*.ipynb", SearchOption.AllDirectories);

    /// <summary>The small trained models with their cards, and the list of the originals' places.</summary>
    /// <exception cref="DirectoryNotFoundException">This copy of the program came without them.</exception>
    public static IReadOnlyList<ShippedFile> Models()
    {
        var folder = Folder("models", "resnet_mini.onnx");
        return [.. Below(folder, "*.onnx", SearchOption.TopDirectoryOnly), .. Below(folder, "*.json", SearchOption.TopDirectoryOnly)];
    }

    private static IReadOnlyList<ShippedFile> Below(string folder, string pattern, SearchOption depth) =>
        [.. Directory.GetFiles(folder, pattern, depth).Select(path => new ShippedFile(path, Path.GetRelativePath(folder, path)))
            .Where(file => !file.Name.Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.')))
            .OrderBy(file => file.Name, StringComparer.Ordinal)];

    private static string Folder(string name, string landmark)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, name, landmark))) return Path.Combine(at.FullName, name);
        throw new DirectoryNotFoundException($"no folder '{name}' with {landmark} beside or above {AppContext.BaseDirectory}; install the tool again, or work in a checkout");
    }
}

/// <summary>A file that comes with this program.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">Its path below the folder of its kind.</param>
internal sealed record ShippedFile(string Path, string Name);
