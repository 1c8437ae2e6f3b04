using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Storage;
using EdgeNotebooks.Onnx.Surgery;
using EdgeNotebooks.Operators.Quantization.Planning;
using EdgeNotebooks.Operators.Quantization.Ranges;
using static EdgeNotebooks.Onnx.Schema.AttributeProto.Types;

namespace EdgeNotebooks.Operators.Quantization.Writing;

/// <summary>
/// Writes a plan as QuantizeLinear and DequantizeLinear around float operators, which ONNX Runtime fuses into integer kernels. Every
/// float tensor of the source that is still there keeps its name, so cuts and exits named for the float model hold for this one: a
/// tensor that an integer node makes is the output of its DequantizeLinear, and <c>NAME_quantized</c> is the 8-bit tensor before it.
/// </summary>
internal sealed class QdqWriter
{
    private readonly QuantizationPlan plan;
    private readonly IReadOnlyDictionary<string, ValueRange> ranges;
    private readonly QuantizationOptions options;
    private readonly GraphDraft draft;
    private readonly ModelGraph graph;
    private readonly List<NodeProto> nodes = [];
    private readonly HashSet<string> parameters = [];
    private readonly Dictionary<string, string> dequantized = [];
    private readonly Dictionary<(string Weight, int Axis), (QuantizedWeight Weight, string Name)> weights = [];

    private QdqWriter(QuantizationPlan plan, IReadOnlyDictionary<string, ValueRange> ranges, QuantizationOptions options) =>
        (this.plan, this.ranges, this.options, draft, graph) = (plan, ranges, options, new GraphDraft(plan.Model), plan.Model.Graph);

    /// <summary>The quantized model.</summary>
    /// <param name="plan">What becomes int8.</param>
    /// <param name="ranges">By measured activation.</param>
    /// <param name="options">Types and scales.</param>
    public static OnnxModel Write(QuantizationPlan plan, IReadOnlyDictionary<string, ValueRange> ranges, QuantizationOptions options)
    {
        var writer = new QdqWriter(plan, ranges, options);
        writer.ChooseWeightScales();
        var vanished = plan.Folded.Values.Select(limit => limit.Index).ToHashSet();
        foreach (var planned in plan.Nodes.Where(planned => !vanished.Contains(planned.Node.Index))) writer.Add(planned);
        writer.draft.Nodes.Clear();
        writer.draft.Nodes.AddRange(writer.nodes);
        return writer.draft.Build($"{plan.Model.Label} int8");
    }

    private void Add(PlannedNode planned)
    {
        var source = planned.Node.Proto;
        if (!planned.IsQuantized)
        {
            nodes.Add(source);
            return;
        }

        var node = source.Clone();
        if (planned.Kind == OperatorKind.Product)
        {
            node.Input[1] = Weight(planned.Node);
            if (Bias(planned.Node) is { } bias) node.Input[2] = bias;
        }

        for (var i = 0; i < node.Input.Count; i++)
        {
            if (plan.Scales.ContainsKey(source.Input[i])) node.Input[i] = Dequantized(source.Input[i]);
        }

        nodes.Add(node);
        var output = plan.Folded.TryGetValue(source.Output[0], out var limit) ? limit.Proto.Output[0] : source.Output[0];
        if (!plan.Made.Contains(output)) return;
        if (limit is null) node.Output[0] = draft.Fresh($"{output}_float");
        AddPair(node.Output[0], output, output);
    }

    /// <summary>The name under which integer nodes read an activation.</summary>
    private string Dequantized(string tensor)
    {
        if (plan.Made.Contains(tensor)) return tensor;
        if (dequantized.TryGetValue(tensor, out var name)) return name;
        dequantized[tensor] = name = draft.Fresh($"{tensor}_dequantized");
        AddPair(tensor, name, tensor);
        return name;
    }

    private void AddPair(string from, string to, string tensor)
    {
        var root = plan.Scales[tensor];
        var (scale, zero) = ($"{root}_scale", $"{root}_zero_point");
        if (parameters.Add(root))
        {
            var range = ranges[root];
            draft.Add(scale, ElementType.Float32, [range.Scale], []);
            if (options.Activations == ActivationType.UInt8) draft.Add(zero, ElementType.UInt8, [range.ZeroPoint], []);
            else draft.Add(zero, ElementType.Int8, [(sbyte)(range.ZeroPoint - 128)], []);
        }

        var quantized = draft.Fresh($"{tensor}_quantized");
        nodes.Add(Node("QuantizeLinear", $"{tensor}_QuantizeLinear", [from, scale, zero], quantized));
        nodes.Add(Node("DequantizeLinear", $"{tensor}_DequantizeLinear", [quantized, scale, zero], to));
    }

    /// <summary>All biases decide before the first weight is written, since nodes may share weights.</summary>
    private void ChooseWeightScales()
    {
        foreach (var node in plan.Nodes.Where(planned => planned.IsQuantized && planned.Kind == OperatorKind.Product).Select(planned => planned.Node))
        {
            var tensor = Initializer(node.Proto.Input[1]);
            var layout = WeightLayout.Of(node, tensor);
            if (!weights.TryGetValue((tensor.Name, layout.Axis), out var entry))
            {
                entry = (new QuantizedWeight(tensor, plan.Model.Payloads, layout, options.PerTensor, options.ReduceRange), "");
                weights[(tensor.Name, layout.Axis)] = entry;
            }

            if (FloatBias(node) is { } bias) entry.Weight.MakeRoomFor(bias, ranges[plan.Scales[node.Proto.Input[0]]].Scale);
        }
    }

    private string Weight(GraphNode node)
    {
        var key = (node.Proto.Input[1], WeightLayout.Of(node, Initializer(node.Proto.Input[1])).Axis);
        var (weight, name) = weights[key];
        if (name.Length > 0) return name;
        var (integers, scale, zero) = (draft.Fresh($"{weight.Name}_quantized"), draft.Fresh($"{weight.Name}_scale"), draft.Fresh($"{weight.Name}_zero_point"));
        name = draft.Fresh($"{weight.Name}_dequantized");
        weights[key] = (weight, name);
        draft.Add(integers, ElementType.Int8, weight.Shape, weight.Write);
        AddScales(scale, weight, [.. weight.Scales]);
        draft.Add(zero, ElementType.Int8, new sbyte[weight.Scales.Count], Length(weight));
        nodes.Add(Node("DequantizeLinear", $"{weight.Name}_DequantizeLinear", [integers, scale, zero], name, weight.IsPerTensor ? null : weight.Layout.Axis));
        return name;
    }

    private string? Bias(GraphNode node)
    {
        if (FloatBias(node) is not { } bias) return null;
        var weight = weights[(node.Proto.Input[1], WeightLayout.Of(node, Initializer(node.Proto.Input[1])).Axis)].Weight;
        var (values, scales) = weight.Bias(bias, ranges[plan.Scales[node.Proto.Input[0]]].Scale);
        // The unit depends on the node's activation, so that a bias shared by nodes becomes one for each.
        var stem = NodeNames.Of(node.Proto);
        var (integers, scale, zero, name) = (draft.Fresh($"{stem}_bias_quantized"), draft.Fresh($"{stem}_bias_scale"), draft.Fresh($"{stem}_bias_zero_point"), draft.Fresh($"{stem}_bias_dequantized"));
        var shape = Initializer(node.Proto.Input[2]).Dims.ToArray();
        draft.Add(integers, ElementType.Int32, values, shape);
        AddScales(scale, weight, scales);
        draft.Add(zero, ElementType.Int32, new int[scales.Length], Length(weight));
        nodes.Add(Node("DequantizeLinear", $"{stem}_bias_DequantizeLinear", [integers, scale, zero], name, weight.IsPerTensor ? null : shape.Length - 1));
        return name;
    }

    private void AddScales(string name, QuantizedWeight weight, float[] scales) => draft.Add(name, ElementType.Float32, scales, Length(weight));

    /// <summary>A single scale is a scalar.</summary>
    private static long[] Length(QuantizedWeight weight) => weight.IsPerTensor ? [] : [weight.Scales.Count];

    private float[]? FloatBias(GraphNode node) => node.Proto.Input.Count > 2 && node.Proto.Input[2].Length > 0
        ? TensorFloats.Read(Initializer(node.Proto.Input[2]), plan.Model.Payloads)
        : null;

    private TensorProto Initializer(string name) => graph.Require(name).Initializer!;

    private static NodeProto Node(string opType, string name, IEnumerable<string> inputs, string output, long? axis = null)
    {
        var node = new NodeProto { OpType = opType, Name = name, Input = { inputs }, Output = { output } };
        if (axis is { } value) node.Attribute.Add(new AttributeProto { Name = "axis", Type = AttributeType.Int, I = value });
        return node;
    }
}
