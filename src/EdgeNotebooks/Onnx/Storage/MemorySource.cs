namespace EdgeNotebooks.Onnx.Storage;

/// <summary>Bytes held by the caller; shared, not copied.</summary>
internal sealed class MemorySource(ReadOnlyMemory<byte> bytes, string name = "model in memory") : ByteSource
{
    public override string Name => name;

    public override long Length => bytes.Length;

    protected override int ReadSome(long offset, Span<byte> destination)
    {
        if (offset >= bytes.Length) return 0;
        var available = bytes.Span[(int)offset..];
        var count = Math.Min(available.Length, destination.Length);
        available[..count].CopyTo(destination);
        return count;
    }
}
