namespace EdgeNotebooks.Serving;

/// <summary>Models that callers have brought: files of a folder of their own, which goes with the tier.</summary>
internal sealed class ModelUploads(long limit) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgenb-models-");

    public IEnumerable<string> Files => Directory.EnumerateFiles(_folder.FullName, "*.onnx");

    /// <summary>Where a model lies, or would.</summary>
    public string PathOf(string name) => Path.Combine(_folder.FullName, name + ".onnx");

    /// <summary>Writes a model beside its place and moves it there when it is whole.</summary>
    /// <exception cref="RequestException">It is too large, or the disk has no room for it.</exception>
    public async Task SaveAsync(string name, Stream content, CancellationToken cancel)
    {
        var part = Path.Combine(_folder.FullName, Path.GetRandomFileName());
        try
        {
            // Without a buffer: one that cannot be written would fail again when the file is closed, and hide the reason.
            using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                var buffer = new byte[1 << 18];
                for (var total = 0L; await content.ReadAsync(buffer, cancel).ConfigureAwait(false) is > 0 and var count;)
                {
                    total += count;
                    if (total > limit) throw new RequestException(StatusCodes.Status413PayloadTooLarge, $"the model is larger than {limit} bytes");
                    Write(file, buffer.AsSpan(0, count), name);
                }
            }

            File.Move(part, PathOf(name), overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Whether there was one.</summary>
    public bool Remove(string name)
    {
        if (!File.Exists(PathOf(name))) return false;
        File.Delete(PathOf(name));
        return true;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(FileStream file, ReadOnlySpan<byte> bytes, string name)
    {
        try
        {
            file.Write(bytes);
        }
        catch (IOException e)
        {
            throw new RequestException(StatusCodes.Status507InsufficientStorage, $"model '{name}' cannot be written to {_folder.FullName}: {e.Message}; make room there, or set TMPDIR");
        }
    }
}
