using System.Runtime.InteropServices;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Storage;
using Google.Protobuf;

namespace EdgeNotebooks.Onnx;

/// <summary>
/// Writes a model node by node, in topological order. Initializers may be given as arrays, which are shared and not copied when
/// larger than 1 KiB, or as callbacks that write them each time the model is saved, so that a model of any size needs no memory.
/// </summary>
/// <param name="name">Name of the graph.</param>
/// <param name="opset">Version of the standard operators.</param>
/// <param name="irVersion">Version of the file format; 8 suits opset 15 to 18, later opsets want 9 or 10.</param>
public sealed class GraphBuilder(string name, int opset = 17, int irVersion = 8)
{
    private readonly GraphProto graph = new() { Name = name };
    private readonly List<Payload> payloads = [];
    private readonly ModelProto model = new()
    {
        IrVersion = irVersion,
        ProducerName = "EdgeNotebooks",
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = opset } },
    };

    /// <summary>Adds an input; <c>Input("x", ElementType.Float32, "batch", 3, 32, 32)</c>.</summary>
    public GraphBuilder Input(string name, ElementType type, params IEnumerable<Dim> shape)
    {
        graph.Input.Add(new ValueInfo(name, type, new TensorShape(shape)).ToProto());
        return this;
    }

    /// <summary>Names a tensor that some node makes as an output.</summary>
    public GraphBuilder Output(string name, ElementType type, params IEnumerable<Dim> shape)
    {
        graph.Output.Add(new ValueInfo(name, type, new TensorShape(shape)).ToProto());
        return this;
    }

    /// <summary>States the type of a tensor inside the graph.</summary>
    public GraphBuilder Value(string name, ElementType type, params IEnumerable<Dim> shape)
    {
        graph.ValueInfo.Add(new ValueInfo(name, type, new TensorShape(shape)).ToProto());
        return this;
    }

    /// <summary>
    /// Adds a node: <c>Node("Conv", ["x", "w"], ["y"], ("pads", [1, 1, 1, 1]))</c>. An empty input name leaves an optional input
    /// out. The node is named after its first output.
    /// </summary>
    /// <param name="opType">Operator; <c>com.microsoft.Gelu</c> names one of another domain, which <see cref="Domain"/> imports.</param>
    /// <param name="inputs">Names of tensors.</param>
    /// <param name="outputs">Names of tensors, each made once.</param>
    /// <param name="attributes">Attributes by name.</param>
    public GraphBuilder Node(string opType, string[] inputs, string[] outputs, params (string Name, AttributeValue Value)[] attributes)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return NamedNode(outputs.FirstOrDefault(output => output.Length > 0) ?? "", opType, inputs, outputs, attributes);
    }

    /// <summary>Adds a node under a name of its own, where exports of others are to be matched; otherwise as <see cref="Node"/>.</summary>
    public GraphBuilder NamedNode(
        string nodeName, string opType, string[] inputs, string[] outputs, params (string Name, AttributeValue Value)[] attributes)
    {
        ArgumentNullException.ThrowIfNull(opType);
        ArgumentNullException.ThrowIfNull(attributes);
        var dot = opType.LastIndexOf('.');
        var node = new NodeProto { OpType = opType[(dot + 1)..], Name = nodeName };
        if (dot > 0) node.Domain = opType[..dot];
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        foreach (var (attribute, value) in attributes)
        {
            var proto = value.Proto.Clone();
            proto.Name = attribute;
            node.Attribute.Add(proto);
        }

        graph.Node.Add(node);
        return this;
    }

    /// <summary>Adds float32 weights.</summary>
    /// <exception cref="ArgumentException">The number of values is not that of the shape.</exception>
    public GraphBuilder Initializer(string name, float[] values, params long[] shape) => Array<float>(name, ElementType.Float32, values, shape);

    /// <summary>Adds int64 values: axes, shapes, indices.</summary>
    /// <exception cref="ArgumentException">The number of values is not that of the shape.</exception>
    public GraphBuilder Initializer(string name, long[] values, params long[] shape) => Array<long>(name, ElementType.Int64, values, shape);

    /// <summary>Adds int8 values: quantized weights, signed zero points.</summary>
    /// <exception cref="ArgumentException">The number of values is not that of the shape.</exception>
    public GraphBuilder Initializer(string name, sbyte[] values, params long[] shape) => Array<sbyte>(name, ElementType.Int8, values, shape);

    /// <summary>Adds uint8 values: zero points.</summary>
    /// <exception cref="ArgumentException">The number of values is not that of the shape.</exception>
    public GraphBuilder Initializer(string name, byte[] values, params long[] shape) => Array<byte>(name, ElementType.UInt8, values, shape);

    /// <summary>Adds int32 values: quantized biases.</summary>
    /// <exception cref="ArgumentException">The number of values is not that of the shape.</exception>
    public GraphBuilder Initializer(string name, int[] values, params long[] shape) => Array<int>(name, ElementType.Int32, values, shape);

    /// <summary>Adds values of any type that <paramref name="write"/> puts out, little-endian and row by row, on every save.</summary>
    /// <exception cref="ArgumentException">The type has no fixed size, or the shape is impossible.</exception>
    public GraphBuilder Initializer(string name, ElementType type, long[] shape, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var tensor = Tensor(name, type, shape);
        var bytes = TensorData.ExpectedBytes(tensor)
            ?? throw new ArgumentException($"initializer '{name}': {type.Label()} of shape [{string.Join(", ", shape)}] has no fixed size", nameof(shape));
        return bytes > Payload.InlineLimit ? Add(tensor, new StreamedPayload(name, bytes, write)) : AddInline(tensor, write);
    }

    /// <summary>Adds an entry to the metadata of the file.</summary>
    public GraphBuilder Metadata(string key, string value)
    {
        model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return this;
    }

    /// <summary>Imports another operator set, such as <c>com.microsoft</c>.</summary>
    public GraphBuilder Domain(string domain, int version = 1)
    {
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = version });
        return this;
    }

    /// <summary>The model so far.</summary>
    /// <exception cref="InvalidModelException">A name is missing or taken twice, or the nodes form a cycle.</exception>
    public OnnxModel Build()
    {
        var proto = model.Clone();
        proto.Graph = graph.Clone();
        var built = new OnnxModel(proto, [.. payloads], name);
        _ = built.Graph;
        return built;
    }

    internal GraphProto ToSubgraph() => payloads.Count == 0
        ? graph.Clone()
        : throw new InvalidOperationException($"sub-graph '{name}' holds an initializer of more than {Payload.InlineLimit} bytes; put it into the graph around it");

    private static TensorProto Tensor(string name, ElementType type, long[] shape)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, Dims = { shape } };
        return TensorData.Elements(tensor) is null
            ? throw new ArgumentException($"initializer '{name}' cannot have the shape [{string.Join(", ", shape)}]", nameof(shape))
            : tensor;
    }

    private GraphBuilder Array<T>(string name, ElementType type, T[] values, long[] shape)
        where T : unmanaged
    {
        var tensor = Tensor(name, type, shape);
        if (TensorData.Elements(tensor) != values.Length)
            throw new ArgumentException($"initializer '{name}' of shape [{string.Join(", ", shape)}] is given {values.Length} values", nameof(values));
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        if (bytes.Length > Payload.InlineLimit) return Add(tensor, new RangePayload(StreamedPayload.RawData, new ArraySource<T>(values, name), 0, bytes.Length));
        tensor.RawData = ByteString.CopyFrom(bytes);
        graph.Initializer.Add(tensor);
        return this;
    }

    private GraphBuilder Add(TensorProto tensor, Payload payload)
    {
        tensor.Payload = (uint)payloads.Count;
        payloads.Add(payload);
        graph.Initializer.Add(tensor);
        return this;
    }

    private GraphBuilder AddInline(TensorProto tensor, Action<Stream> write)
    {
        using var bytes = new MemoryStream();
        write(bytes);
        tensor.RawData = ByteString.CopyFrom(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        TensorData.Check(tensor, payloads, name);
        graph.Initializer.Add(tensor);
        return this;
    }
}
