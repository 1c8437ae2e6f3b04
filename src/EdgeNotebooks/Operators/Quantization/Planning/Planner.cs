using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Shapes;
using EdgeNotebooks.Onnx.Storage;

namespace EdgeNotebooks.Operators.Quantization.Planning;

/// <summary>Decides in one walk from the inputs on what becomes int8: first the nodes, then the activations between them.</summary>
internal sealed class Planner
{
    private readonly OnnxModel model;
    private readonly ModelGraph graph;
    private readonly ShapeMap shapes;
    private readonly QuantizationOptions options;
    private readonly List<PlannedNode> nodes = [];
    private readonly Dictionary<string, GraphNode> folded = [];
    private readonly Dictionary<string, string> scales = [];
    private readonly HashSet<string> made = [];

    private Planner(OnnxModel model, QuantizationOptions options) =>
        (this.model, this.options, graph, shapes) = (model, options, model.Graph, ShapeInference.Infer(model));

    /// <summary>The plan for a prepared model.</summary>
    /// <param name="model">As <see cref="Preparation"/> leaves it.</param>
    /// <param name="options">What is to become int8.</param>
    /// <exception cref="QuantizationException">A named node is not in the model.</exception>
    public static QuantizationPlan Of(OnnxModel model, QuantizationOptions options)
    {
        var planner = new Planner(model, options);
        planner.RequireNames();
        foreach (var node in planner.graph.Nodes) planner.Visit(node);
        return new(model, planner.nodes, planner.folded, planner.scales, planner.made);
    }

    private void Visit(GraphNode node)
    {
        var kind = OperatorKinds.Of(node);
        if (kind == OperatorKind.Limit && node.Proto.Input[0] is var data && folded.TryGetValue(data, out var limit) && limit == node)
        {
            nodes.Add(new(node, kind, Reason: null));
            return;
        }

        var reason = Obstacle(node, kind);
        nodes.Add(new(node, kind, reason));
        if (reason is not null) return;
        foreach (var input in Activations(node, kind).Where(input => !scales.ContainsKey(input))) scales[input] = input;
        Quantize(node, kind);
    }

    /// <summary>Gives the output a scale, or leaves that of a matrix product to its readers: its kernel can put out floats.</summary>
    private void Quantize(GraphNode node, OperatorKind kind)
    {
        var output = node.Proto.Output[0];
        var readers = graph.Require(output).Readers;
        if (!graph.Require(output).IsOutput && readers is [var only] && Vanishes(graph.Nodes[only]))
        {
            folded[output] = graph.Nodes[only];
            output = graph.Nodes[only].Proto.Output[0];
            readers = graph.Require(output).Readers;
        }

        if (node.OpType is "Gemm" or "MatMul" && !readers.Any(reader => WillRead(graph.Nodes[reader])))
        {
            folded.Remove(node.Proto.Output[0]);
            return;
        }

        scales[output] = kind == OperatorKind.Through ? scales[node.Proto.Input[0]] : output;
        made.Add(output);
    }

    /// <summary>Whether a reader of an integer result becomes an integer node too.</summary>
    private bool WillRead(GraphNode reader) => OperatorKinds.Of(reader) is OperatorKind.Product or OperatorKind.Pool && Refused(reader, OperatorKinds.Of(reader)) is null;

    /// <summary>A limit whose bounds hold 0 is what saturation at the ends of a range does.</summary>
    private bool Vanishes(GraphNode node)
    {
        if (OperatorKinds.Of(node) != OperatorKind.Limit || Excluded(node) is not null) return false;
        if (node.OpType == "Relu") return true;
        return Bound(node, 1) is not > 0 and not double.NaN && Bound(node, 2) is not < 0 and not double.NaN;
    }

    /// <summary>A bound of a Clip: null if there is none, NaN if it is not constant.</summary>
    private double? Bound(GraphNode node, int index)
    {
        if (node.Proto.Input.Count <= index || node.Proto.Input[index].Length == 0) return null;
        return graph.Require(node.Proto.Input[index]).Initializer is { DataType: (int)ElementType.Float32 } tensor && TensorData.Elements(tensor) == 1
            ? TensorFloats.Read(tensor, model.Payloads)[0]
            : double.NaN;
    }

    private string? Obstacle(GraphNode node, OperatorKind kind)
    {
        if (Refused(node, kind) is { } refused) return refused;
        var activations = Activations(node, kind);
        return kind switch
        {
            OperatorKind.Product => null,
            OperatorKind.Limit => "it follows no integer node, or something else reads that node's result too",
            OperatorKind.Sum when activations.Count < node.Proto.Input.Count => "one operand is constant",
            _ => activations.FirstOrDefault(input => !made.Contains(input)) is { } floating ? $"its input '{floating}' is float" : null,
        };
    }

    /// <summary>Why the node stays float whatever stands around it; null if nothing keeps it.</summary>
    private string? Refused(GraphNode node, OperatorKind kind)
    {
        if (Excluded(node) is { } excluded) return excluded;
        if (kind == OperatorKind.Float) return "no integer kernel";
        if (options.Preset == QuantizationPreset.Study && !OperatorKinds.IsInStudy(kind)) return "the study's tool leaves it float";
        if (shapes[node.Proto.Output[0]]?.Type != ElementType.Float32) return "it computes no float32";
        return kind == OperatorKind.Product ? WeightObstacle(node) : null;
    }

    private string? Excluded(GraphNode node) =>
        options.Exclude.Contains(NodeNames.Of(node.Proto)) ? "excluded by name"
        : options.ExcludeTypes.Contains(node.OpType) ? "excluded by type"
        : options.Include.Count > 0 && !options.Include.Contains(NodeNames.Of(node.Proto)) && OperatorKinds.Of(node) != OperatorKind.Limit ? "not included"
        : null;

    private string? WeightObstacle(GraphNode node)
    {
        var inputs = node.Proto.Input;
        if (graph.Find(inputs[0])?.IsInitializer != false) return "its activation is constant";
        if (graph.Find(inputs[1])?.Initializer is not { DataType: (int)ElementType.Float32 } weight) return "its weights are computed, not constant";
        if (weight.Dims.Count < 2 || weight.Dims.Contains(0)) return "its weights are no matrix";
        if (node.OpType == "MatMul" && weight.Dims.Count != 2) return "its weights are a batch of matrices";
        if (inputs.Count < 3 || inputs[2].Length == 0) return null;
        if (graph.Find(inputs[2])?.Initializer is not { DataType: (int)ElementType.Float32 } bias) return "its bias is computed, not constant";
        if (node.OpType != "Gemm") return null;
        if (node.Attribute("alpha") is { F: not 1 } || node.Attribute("beta") is { F: not 1 }) return "its factors alpha and beta are not 1";
        return TensorData.Elements(bias) == WeightLayout.Of(node, weight).Channels && bias.Dims.Count <= 2 && bias.Dims[^1] == TensorData.Elements(bias)
            ? null
            : "its bias is not one value for each column";
    }

    /// <summary>The inputs that are activations and carry the values.</summary>
    private IReadOnlyList<string> Activations(GraphNode node, OperatorKind kind) => kind switch
    {
        OperatorKind.Float or OperatorKind.Limit => [],
        OperatorKind.Sum => [.. node.Proto.Input.Where(input => graph.Find(input)?.IsInitializer == false)],
        _ => [node.Proto.Input[0]],
    };

    private void RequireNames()
    {
        var known = graph.Nodes.Select(node => NodeNames.Of(node.Proto)).ToHashSet();
        foreach (var name in options.Exclude.Concat(options.Include).Where(name => !known.Contains(name)))
            throw new QuantizationException(model.Label, $"there is no node '{name}'; closest: '{string.Join("', '", Units.NearestName.Among(name, known))}'");
    }
}
