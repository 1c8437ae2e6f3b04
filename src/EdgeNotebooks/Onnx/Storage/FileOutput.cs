using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace EdgeNotebooks.Onnx.Storage;

/// <summary>
/// Writes a file beside its final name and renames it when it is whole. Ranges of other files are copied inside the kernel where
/// it can, otherwise through one pooled buffer.
/// </summary>
internal sealed class FileOutput : ModelOutput, IDisposable
{
    private const int SmallBuffer = 1 << 16;
    private const int CopyBuffer = 1 << 20;
    private const int Page = 1 << 12;

    private readonly string target;
    private readonly string temporary;
    private readonly SafeFileHandle handle;
    private readonly byte[] small = ArrayPool<byte>.Shared.Rent(SmallBuffer);
    private long flushed;
    private int pending;
    private bool committed;

    /// <exception cref="ModelWriteException">The folder cannot be made or written to, or the disk is full.</exception>
    public FileOutput(string path)
    {
        target = path;
        var full = System.IO.Path.GetFullPath(path);
        var folder = System.IO.Path.GetDirectoryName(full)!;
        temporary = System.IO.Path.Combine(folder, $".{System.IO.Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        handle = Guard(() =>
        {
            if (Directory.Exists(full)) throw new IOException("a folder of that name is in the way");
            Directory.CreateDirectory(folder);
            return File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        });
        // An interrupted process unwinds no stack; what it leaves half written goes with it all the same.
        AppDomain.CurrentDomain.ProcessExit += Discard;
    }

    /// <summary>The name it will have.</summary>
    public string Target => target;

    public override long Position => flushed + pending;

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > small.Length - pending) Flush();
        if (bytes.Length > small.Length)
        {
            WriteThrough(bytes);
            return;
        }

        bytes.CopyTo(small.AsSpan(pending));
        pending += bytes.Length;
    }

    public override void Copy(ByteSource source, long offset, long length)
    {
        if (length <= small.Length - pending)
        {
            source.Read(offset, small.AsSpan(pending, (int)length));
            pending += (int)length;
            return;
        }

        Flush();
        // Ranges that lie differently within a page cost the kernel two copies of each page; one large buffer is faster then.
        if (source is FileSource file && (offset - flushed) % Page == 0)
        {
            var copied = Guard(() => KernelCopy.Try(file.Handle, offset, handle, flushed, length));
            flushed += copied;
            offset += copied;
            length -= copied;
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(length, CopyBuffer));
        try
        {
            while (length > 0)
            {
                var chunk = buffer.AsSpan(0, (int)Math.Min(length, buffer.Length));
                source.Read(offset, chunk);
                WriteThrough(chunk);
                offset += chunk.Length;
                length -= chunk.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes out what is buffered and closes the file; it still has its temporary name.</summary>
    public void Complete()
    {
        Flush();
        handle.Dispose();
    }

    /// <summary>Gives the complete file its name, replacing what was there.</summary>
    public void Commit()
    {
        Guard(() =>
        {
            File.Move(temporary, target, overwrite: true);
            return true;
        });
        committed = true;
    }

    /// <summary>Removes the temporary file unless it was committed.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Discard;
        handle.Dispose();
        ArrayPool<byte>.Shared.Return(small);
        Discard(this, EventArgs.Empty);
    }

    private void Discard(object? sender, EventArgs e)
    {
        if (!committed) File.Delete(temporary);
    }

    private void Flush()
    {
        if (pending == 0) return;
        var count = pending;
        pending = 0;
        WriteThrough(small.AsSpan(0, count));
    }

    private void WriteThrough(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(handle, bytes, flushed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(e);
        }

        flushed += bytes.Length;
    }

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException and not ModelWriteException or UnauthorizedAccessException)
        {
            throw Failure(e);
        }
    }

    private ModelWriteException Failure(Exception cause) => new(target, cause.Message, cause);
}
