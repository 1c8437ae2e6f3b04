namespace EdgeNotebooks.Host.Documents;

/// <summary>Writes a file beside its place and renames it: a reader sees the old file or the new one, never half of it.</summary>
public static class WholeFile
{
    /// <summary>Writes text as UTF-8; folders that are missing are made, and nothing is left beside on failure.</summary>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var beside = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllText(beside, text);
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
