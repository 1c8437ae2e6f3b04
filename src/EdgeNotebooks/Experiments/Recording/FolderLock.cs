namespace EdgeNotebooks.Experiments.Recording;

/// <summary>A folder for one runner alone. The system holds the lock (flock), so it dies with its process, however that ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="JournalException">Another runner is at work there.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new(new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (Directory.Exists(folder))
        {
            throw new JournalException(folder, "another runner is at work in this folder; wait until it ends, or choose another folder", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
