using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Shapes;
using EdgeNotebooks.Onnx.Storage;

namespace EdgeNotebooks.Onnx.Cost;

/// <summary>What the nodes of a model cost: parameters, their bytes, and multiply-accumulates (MACs).</summary>
/// <remarks>
/// MACs count products of activations with weights or with each other. Conv: <c>N*Cout*Hout*Wout*(Cin/group)*kh*kw</c>, pads
/// included; ConvTranspose: <c>N*Cin*Hin*Win*(Cout/group)*kh*kw</c>; Gemm and MatMul: <c>m*n*k</c> for each matrix of the batch;
/// Einsum: the product of all distinct axes; RNN, GRU, LSTM: both weight matrices once for each step and sample; integer and
/// quantized variants alike. Everything else whose shape is inferred (element-wise, pooling, normalisation, resizing, moving data)
/// counts 0, and biases add nothing. A function counts as its body; If as its branches where they agree; Loop is unknown if its
/// body multiplies. Any other operator is unknown.
/// </remarks>
public sealed class GraphCost
{
    private GraphCost(IReadOnlyList<NodeCost> nodes) => Nodes = nodes;

    /// <summary>In topological order.</summary>
    public IReadOnlyList<NodeCost> Nodes { get; }

    /// <summary>
    /// Elements of all weights that some node reads, each counted once: floating point and integers up to 32 bits; int64, bool and text
    /// are shapes, axes and indices.
    /// </summary>
    public long Parameters => Total(Nodes.Select(node => node.Parameters));

    /// <summary>Bytes of these weights as stored.</summary>
    public long Bytes => Total(Nodes.Select(node => node.Bytes));

    /// <summary>MACs of one inference; null if those of some node are not known.</summary>
    public long? Macs => MacRules.Sum(Nodes.Select(node => node.Macs));

    /// <summary>Counts for the shapes that <see cref="ShapeInference"/> found for the same model.</summary>
    public static GraphCost Of(OnnxModel model, ShapeMap shapes)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(shapes);
        var graph = model.Graph;
        var seen = new HashSet<int>();
        return new GraphCost([.. graph.Nodes.Select(node =>
        {
            var weights = node.Inputs.Where(id => graph.Tensors[id].IsInitializer && seen.Add(id)).SelectMany(id => WeightsOf(graph.Tensors[id]))
                .Concat(TensorWalk.In(node.Proto)).ToList();
            var (parameters, bytes) = (Total(weights.Select(Weights.Count)), Total(weights.Select(Weights.Bytes)));
            return new NodeCost(node.Index, node.Proto.Name, node.OpType, parameters, bytes, MacRules.Of(node.Proto, shapes));
        })]);
    }

    private static IEnumerable<TensorProto> WeightsOf(GraphTensor tensor) =>
        tensor.Initializer is { } dense ? [dense]
        : tensor.Sparse is { } sparse ? new[] { sparse.Values, sparse.Indices }.OfType<TensorProto>()
        : [];

    /// <summary>The sum, or the largest number there is: a damaged file may declare anything.</summary>
    private static long Total(IEnumerable<long> counts) => (long)Int128.Min(counts.Aggregate((Int128)0, (sum, count) => sum + count), long.MaxValue);
}
