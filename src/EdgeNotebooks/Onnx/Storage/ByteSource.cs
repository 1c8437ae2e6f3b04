namespace EdgeNotebooks.Onnx.Storage;

/// <summary>Bytes that can be read at any position: a file, or a block of memory.</summary>
internal abstract class ByteSource
{
    /// <summary>How a message calls it.</summary>
    public abstract string Name { get; }

    /// <summary>Bytes in it when it was opened.</summary>
    public abstract long Length { get; }

    /// <summary>Fills <paramref name="destination"/> from <paramref name="offset"/> on.</summary>
    /// <exception cref="InvalidModelException">The source ends before the destination is full.</exception>
    public void Read(long offset, Span<byte> destination)
    {
        var read = ReadSome(offset, destination);
        if (read < destination.Length)
            throw new InvalidModelException(Name, $"it ends at byte {offset + read}, but {destination.Length - read} more were expected; fetch or export it again");
    }

    /// <summary>Reads as many bytes as there are, up to the length of <paramref name="destination"/>.</summary>
    protected abstract int ReadSome(long offset, Span<byte> destination);
}
