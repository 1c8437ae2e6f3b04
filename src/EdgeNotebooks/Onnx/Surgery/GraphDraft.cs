using System.Runtime.InteropServices;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Storage;
using Google.Protobuf;

namespace EdgeNotebooks.Onnx.Surgery;

/// <summary>
/// A model being rewritten: its nodes as a list that may be changed, and initializers to be added. Protos of the source are shared,
/// so a node is cloned before it is changed.
/// </summary>
internal sealed class GraphDraft(OnnxModel source)
{
    private readonly List<TensorProto> added = [];
    private readonly List<Payload> payloads = [.. source.Payloads];
    private readonly HashSet<string> names =
        [.. source.Graph.Tensors.Select(tensor => tensor.Name), .. source.Graph.Nodes.SelectMany(node => node.Proto.Attribute).SelectMany(Inner)];

    /// <summary>In topological order.</summary>
    public List<NodeProto> Nodes { get; } = [.. source.Graph.Nodes.Select(node => node.Proto)];

    /// <summary>Version of the standard operators.</summary>
    public long Opset { get; set; } = source.Opset;

    /// <summary>A name for a new tensor: the wanted one, with a number if it is taken.</summary>
    public string Fresh(string wanted)
    {
        var name = wanted;
        for (var i = 2; !names.Add(name); i++) name = FormattableString.Invariant($"{wanted}_{i}");
        return name;
    }

    /// <summary>Adds an initializer from memory.</summary>
    public void Add<T>(string name, ElementType type, T[] values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, Dims = { shape.ToArray() } };
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        if (bytes.Length <= Payload.InlineLimit) tensor.RawData = ByteString.CopyFrom(bytes);
        else Attach(tensor, new RangePayload(StreamedPayload.RawData, new ArraySource<T>(values, name), 0, bytes.Length));
        added.Add(tensor);
    }

    /// <summary>Adds an initializer whose bytes are made whenever the model is saved.</summary>
    public void Add(string name, ElementType type, IEnumerable<long> shape, Action<Stream> write)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, Dims = { shape } };
        Attach(tensor, new StreamedPayload(name, TensorData.ExpectedBytes(tensor)!.Value, write));
        added.Add(tensor);
    }

    /// <summary>Adds an initializer under a name of its own; its values are shared.</summary>
    public void Add(string name, TensorProto values)
    {
        var tensor = values.Clone();
        tensor.Name = name;
        added.Add(tensor);
    }

    /// <summary>The model as it is now; initializers that no node reads any more are gone.</summary>
    public OnnxModel Build(string label)
    {
        var proto = new ModelProto(source.Proto);
        if (Opset != source.Opset)
        {
            proto.IrVersion = Math.Max(proto.IrVersion, 8);
            foreach (var import in proto.OpsetImport.Where(import => Domains.IsStandard(import.Domain))) import.Version = Opset;
        }

        var inputs = proto.Graph.Input.Where(input => source.Graph.Require(input.Name).IsInput).ToList();
        return Extraction.Of(new OnnxModel(proto, payloads, label), label, Nodes, inputs, proto.Graph.Output, added);
    }

    private void Attach(TensorProto tensor, Payload payload)
    {
        tensor.Payload = (uint)payloads.Count;
        payloads.Add(payload);
    }

    private static IEnumerable<string> Inner(AttributeProto attribute) => attribute.Graphs.Append(attribute.G).OfType<GraphProto>()
        .SelectMany(graph => graph.Initializer.Select(tensor => tensor.Name).Concat(graph.Input.Select(input => input.Name))
            .Concat(graph.Node.SelectMany(node => node.Output.Concat(node.Attribute.SelectMany(Inner)))));
}
