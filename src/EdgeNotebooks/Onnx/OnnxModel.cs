using EdgeNotebooks.Display;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Storage;

namespace EdgeNotebooks.Onnx;

/// <summary>
/// An ONNX model as an immutable value: every operator returns a new one and nothing touches the disk until it is saved or run.
/// Weights are not held: they stay ranges of the file they came from, which is kept open, and are copied from there on
/// <see cref="Save"/>. There is nothing to dispose.
/// </summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed partial class OnnxModel : IDisplay
{
    private readonly Lazy<ModelGraph> graph;

    internal OnnxModel(ModelProto proto, IReadOnlyList<Payload> payloads, string label)
    {
        Proto = proto;
        Payloads = payloads;
        Label = label;
        graph = new Lazy<ModelGraph>(() => ModelGraph.Of(this));
    }

    /// <summary>How messages call the model: the path it was loaded from, or the name of its graph.</summary>
    public string Label { get; }

    /// <summary>Name of the main graph.</summary>
    public string Name => Proto.Graph.Name;

    /// <summary>Version of the file format.</summary>
    public long IrVersion => Proto.IrVersion;

    /// <summary>Version of the standard operators.</summary>
    public long Opset => OpsetOf("") ?? 0;

    /// <summary>What a run needs; an initializer that is also listed as an input is none.</summary>
    public IReadOnlyList<ValueInfo> Inputs => Graph.Inputs;

    /// <summary>What a run yields.</summary>
    public IReadOnlyList<ValueInfo> Outputs => Graph.Outputs;

    /// <summary>Free-form entries of the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata =>
        Proto.MetadataProps.GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.Last().Value);

    /// <inheritdoc/>
    public string Render(string mimeType) => ModelInfo.Of(this).Render(mimeType);

    internal ModelProto Proto { get; }

    internal IReadOnlyList<Payload> Payloads { get; }

    internal ModelGraph Graph => graph.Value;

    /// <summary>Opens a model: reads its graph, checks it, and notes where the weights lie.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidModelException">It is no valid ONNX model.</exception>
    /// <exception cref="ExternalDataException">Its external data is missing or leaves its folder.</exception>
    public static OnnxModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(FileSource.Open(path), Path.GetFullPath(path));
    }

    /// <summary>Reads a model from memory, which is shared and must not change afterwards.</summary>
    /// <exception cref="InvalidModelException">It is no valid ONNX model.</exception>
    /// <exception cref="ExternalDataException">It keeps weights in another file.</exception>
    public static OnnxModel FromBytes(ReadOnlyMemory<byte> bytes) => Read(new MemorySource(bytes), path: null);

    /// <summary>
    /// Writes the model; the file appears whole or not at all and replaces one that is there, even the one it was loaded from.
    /// </summary>
    /// <exception cref="ModelWriteException">The folder cannot be written to, the disk is full, or the model is too large.</exception>
    /// <exception cref="InvalidModelException">The file it was loaded from has been changed.</exception>
    public void Save(string path, ExternalDataMode externalData = ExternalDataMode.AsLoaded)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ModelFile.Write([(this, path)], externalData);
    }

    /// <summary>The model as a file would hold it, with all its weights.</summary>
    /// <exception cref="ModelWriteException">It is larger than 2 GiB.</exception>
    public byte[] ToBytes()
    {
        var proto = Proto;
        if (TensorWalk.In(proto).Any(ExternalData.Is))
        {
            proto = proto.Clone();
            foreach (var tensor in TensorWalk.In(proto)) ExternalData.Clear(tensor);
        }

        var writer = new ModelWriter(proto, Payloads);
        if (writer.Length > Array.MaxLength) throw new ModelWriteException(Label, $"{writer.Length} bytes do not fit in memory as one block; save it instead");
        var output = new MemoryOutput(writer.Length);
        writer.WriteTo(output);
        return output.Bytes;
    }

    internal long? OpsetOf(string domain) =>
        Proto.OpsetImport.LastOrDefault(import => Domains.Same(import.Domain, domain))?.Version;

    private static OnnxModel Read(ByteSource source, string? path)
    {
        var (proto, ranges) = ModelReader.Read(source);
        if (proto.Graph is null || proto.Graph.Node.Count + proto.Graph.Output.Count == 0)
            throw new InvalidModelException(source.Name, "it holds no graph; this is no ONNX model, or a damaged one");
        if (proto.OpsetImport.Count == 0)
            throw new InvalidModelException(source.Name, $"it names no operator set (IR version {proto.IrVersion}, 3 is the oldest that works); export it again");
        var payloads = ranges.ToList();
        ExternalData.Attach(proto, payloads, source.Name, path);
        foreach (var tensor in TensorWalk.In(proto)) TensorData.Check(tensor, payloads, source.Name);
        var model = new OnnxModel(proto, payloads, source.Name);
        _ = model.Graph;
        return model;
    }
}
