using Microsoft.Win32.SafeHandles;

namespace EdgeNotebooks.Onnx.Storage;

/// <summary>
/// A file that stays open, so that a model outlives the replacement or deletion of the file it came from. It is read by
/// position, never mapped: a mapped file that shrinks would end the process.
/// </summary>
internal sealed class FileSource : ByteSource
{
    private readonly SafeFileHandle handle;
    private readonly DateTime written;

    private FileSource(string path, SafeFileHandle handle)
    {
        Name = path;
        this.handle = handle;
        Length = RandomAccess.GetLength(handle);
        written = File.GetLastWriteTimeUtc(handle);
    }

    public override string Name { get; }

    public override long Length { get; }

    /// <summary>The open file, for a copy inside the kernel.</summary>
    public SafeFileHandle Handle => handle;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidModelException">It is a folder, or may not be read.</exception>
    public static FileSource Open(string path)
    {
        if (Directory.Exists(path)) throw new InvalidModelException(path, "it is a folder; name the .onnx file in it");
        if (!File.Exists(path)) throw new FileNotFoundException($"model '{path}' does not exist; check the path", path);
        try
        {
            var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.None);
            return new FileSource(path, handle);
        }
        catch (Exception e) when (e is IOException and not FileNotFoundException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InvalidModelException(path, $"it cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Refuses to copy from a file that somebody wrote to since it was opened.</summary>
    /// <exception cref="InvalidModelException">Its length or time of writing changed.</exception>
    public void RequireUnchanged()
    {
        if (RandomAccess.GetLength(handle) != Length || File.GetLastWriteTimeUtc(handle) != written)
            throw new InvalidModelException(Name, "it was changed after it was loaded; load it again");
    }

    protected override int ReadSome(long offset, Span<byte> destination)
    {
        var total = 0;
        while (total < destination.Length)
        {
            var read = RandomAccess.Read(handle, destination[total..], offset + total);
            if (read == 0) break;
            total += read;
        }

        return total;
    }
}
