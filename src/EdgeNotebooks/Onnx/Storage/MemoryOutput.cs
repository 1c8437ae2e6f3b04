namespace EdgeNotebooks.Onnx.Storage;

/// <summary>Collects a small model in memory.</summary>
internal sealed class MemoryOutput(long length) : ModelOutput
{
    private readonly byte[] buffer = new byte[length];
    private int position;

    public override long Position => position;

    /// <summary>The whole block, as long as was announced.</summary>
    public byte[] Bytes => buffer;

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer.AsSpan(position));
        position += bytes.Length;
    }

    public override void Copy(ByteSource source, long offset, long length)
    {
        source.Read(offset, buffer.AsSpan(position, (int)length));
        position += (int)length;
    }
}
