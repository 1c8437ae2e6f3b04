namespace EdgeNotebooks.Onnx.Storage;

/// <summary>Values that are a range of a file or of memory.</summary>
internal sealed class RangePayload(int field, ByteSource source, long offset, long length) : Payload(field, length)
{
    public ByteSource Source { get; } = source;

    public long Offset { get; } = offset;

    public override void CopyTo(ModelOutput output) => output.Copy(Source, Offset, Length);

    public override Stream Open() => new RangeStream(Source, Offset, Length);
}
