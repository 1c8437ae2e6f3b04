namespace EdgeNotebooks.Onnx.Storage;

/// <summary>
/// The values of one tensor where they lie, as the content of one field of its TensorProto. They are read only on demand and
/// copied to an output without passing through the heap as a whole.
/// </summary>
/// <param name="field">Field number in TensorProto: 9 for raw_data, 4 for float_data and so on.</param>
/// <param name="length">Bytes.</param>
internal abstract class Payload(int field, long length)
{
    /// <summary>Payloads up to this many bytes are parsed with the graph, because shape inference reads them.</summary>
    public const int InlineLimit = 1024;

    public int Field { get; } = field;

    public long Length { get; } = length;

    /// <summary>Appends the bytes to <paramref name="output"/>.</summary>
    public abstract void CopyTo(ModelOutput output);

    /// <summary>Opens the bytes for reading.</summary>
    public abstract Stream Open();
}
