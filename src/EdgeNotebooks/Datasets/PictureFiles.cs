namespace EdgeNotebooks.Datasets;

/// <summary>Finds picture files below a folder.</summary>
internal static class PictureFiles
{
    private static readonly string[] s_endings = [".png", ".jpg", ".jpeg"];

    /// <summary>Paths below <paramref name="folder"/> with forward slashes, in ordinal order, folders below it included.</summary>
    /// <exception cref="InvalidDatasetException">There is no such folder, or no picture in it.</exception>
    public static string[] Below(string folder)
    {
        Require(folder);
        var names = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden })
            .Where(IsPicture).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal).ToArray();
        return names.Length > 0 ? names : throw new InvalidDatasetException(folder, $"no picture lies in this folder or below ({string.Join(", ", s_endings)})");
    }

    /// <exception cref="InvalidDatasetException">There is no such folder.</exception>
    public static void Require(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder)) throw new InvalidDatasetException(folder, File.Exists(folder) ? "this is a file; a folder was expected" : "there is no such folder");
    }

    private static bool IsPicture(string file) => s_endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);
}
