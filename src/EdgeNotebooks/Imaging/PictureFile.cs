namespace EdgeNotebooks.Imaging;

/// <summary>Reads the bytes of a picture file.</summary>
internal static class PictureFile
{
    /// <exception cref="UnreadablePictureException">The file is missing or cannot be read.</exception>
    public static byte[] ReadAll(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnreadablePictureException(path, "there is no such file", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadablePictureException(path, Directory.Exists(path) ? "this is a folder; a PNG or JPEG file was expected" : $"the file cannot be read ({e.Message})", e);
        }
    }
}
