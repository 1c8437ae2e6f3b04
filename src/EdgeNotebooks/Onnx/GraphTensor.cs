using EdgeNotebooks.Onnx.Schema;

namespace EdgeNotebooks.Onnx;

/// <summary>A tensor of the main graph.</summary>
internal sealed class GraphTensor(int id, string name)
{
    private readonly List<int> readers = [];

    public int Id { get; } = id;

    public string Name { get; } = name;

    /// <summary>The node that makes it; null for inputs and initializers.</summary>
    public int? Producer { get; set; }

    /// <summary>The nodes that read it, in topological order.</summary>
    public IReadOnlyList<int> Readers => readers;

    public bool IsInput { get; set; }

    public bool IsOutput { get; set; }

    public TensorProto? Initializer { get; set; }

    public SparseTensorProto? Sparse { get; set; }

    /// <summary>Its type as the file states it.</summary>
    public ValueInfoProto? Declared { get; set; }

    public bool IsInitializer => Initializer is not null || Sparse is not null;

    public void ReadBy(int node) => readers.Add(node);
}
