namespace EdgeNotebooks.Onnx.Storage;

/// <summary>A path with every symbolic link in it followed.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        for (var followed = 0; followed < MostLinks; followed++)
        {
            if (FirstLink(full) is not { } link) return full;
            var target = new FileInfo(link).LinkTarget!;
            var rest = full[link.Length..].TrimStart(Path.DirectorySeparatorChar);
            full = Path.GetFullPath(Path.Combine(Path.GetFullPath(target, Path.GetDirectoryName(link)!), rest));
        }

        return full;
    }

    private static string? FirstLink(string full)
    {
        for (var end = full.IndexOf(Path.DirectorySeparatorChar, 1); ; end = full.IndexOf(Path.DirectorySeparatorChar, end + 1))
        {
            var prefix = end < 0 ? full : full[..end];
            if (new FileInfo(prefix).LinkTarget is not null) return prefix;
            if (end < 0) return null;
        }
    }
}
