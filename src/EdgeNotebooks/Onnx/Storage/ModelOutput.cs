namespace EdgeNotebooks.Onnx.Storage;

/// <summary>Where a model is written to: a file, or memory.</summary>
internal abstract class ModelOutput
{
    /// <summary>Bytes written so far.</summary>
    public abstract long Position { get; }

    public abstract void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Appends a range of a source.</summary>
    public abstract void Copy(ByteSource source, long offset, long length);

    /// <summary>Appends zeros up to the next multiple of <paramref name="alignment"/>.</summary>
    public void Align(int alignment)
    {
        var gap = (int)((alignment - Position % alignment) % alignment);
        Span<byte> zeros = stackalloc byte[512];
        zeros.Clear();
        for (; gap > 0; gap -= Math.Min(gap, zeros.Length)) Write(zeros[..Math.Min(gap, zeros.Length)]);
    }
}
