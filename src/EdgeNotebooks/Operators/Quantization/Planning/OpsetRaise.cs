using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Shapes;
using EdgeNotebooks.Onnx.Surgery;
using static EdgeNotebooks.Onnx.Schema.AttributeProto.Types;

namespace EdgeNotebooks.Operators.Quantization.Planning;

/// <summary>
/// Rewrites a model of opset 7 to 12 for opset 13: operators whose attributes became inputs are changed, those that mean the same
/// stay, and with any other the model is left alone. Source: the operators' version histories, https://onnx.ai/onnx/operators/.
/// </summary>
internal static class OpsetRaise
{
    private const long OldestOpset = 7;

    /// <summary>The same for float tensors in every opset from 7 to 13.</summary>
    private static readonly HashSet<string> s_same =
    [
        "Abs", "Add", "ArgMax", "ArgMin", "AveragePool", "Cast", "Ceil", "Concat", "ConstantOfShape", "Conv", "ConvTranspose", "DepthToSpace", "Div", "Elu",
        "Erf", "Exp", "Expand", "Flatten", "Floor", "Gather", "Gemm", "GlobalAveragePool", "GlobalMaxPool", "HardSigmoid", "Identity", "InstanceNormalization", "LRN",
        "LeakyRelu", "Log", "MatMul", "Max", "MaxPool", "Min", "Mul", "Neg", "PRelu", "Pow", "Reciprocal", "ReduceMax", "ReduceMean", "ReduceMin", "Relu", "Reshape",
        "Selu", "Shape", "Sigmoid", "Softplus", "SpaceToDepth", "Sqrt", "Sub", "Sum", "Tanh", "Tile", "Transpose",
    ];

    /// <summary>Why the model cannot be rewritten; null if it can.</summary>
    public static string? Obstacle(OnnxModel model)
    {
        if (model.Opset < OldestOpset) return FormattableString.Invariant($"opsets before {OldestOpset} are not known");
        var shapes = ShapeInference.Infer(model);
        foreach (var node in model.Graph.Nodes)
        {
            if (!Domains.IsStandard(node.Proto.Domain)) continue;
            if (!Raises(model, shapes, node)) return $"node '{NodeNames.Of(node.Proto)}' of type {node.OpType} means something else there";
        }

        return null;
    }

    /// <summary>The rewritten model; <see cref="Obstacle"/> must be null.</summary>
    public static OnnxModel To(OnnxModel model, long opset)
    {
        var draft = new GraphDraft(model) { Opset = opset };
        for (var i = 0; i < draft.Nodes.Count; i++) draft.Nodes[i] = Rewritten(draft, draft.Nodes[i]);
        return draft.Build(model.Label);
    }

    private static bool Raises(OnnxModel model, ShapeMap shapes, GraphNode node) => node.OpType switch
    {
        var type when s_same.Contains(type) => !node.HasSubgraph,
        "Constant" or "Squeeze" or "Unsqueeze" or "Split" or "ReduceSum" or "Clip" => true,
        "Dropout" => node.Proto.Output.Count(output => output.Length > 0) == 1,
        "BatchNormalization" => node.Attribute("spatial") is not { I: 0 } && node.Proto.Output.Count(output => output.Length > 0) == 1,
        "Pad" => true,
        "Slice" or "TopK" => model.Opset >= 11,
        "Resize" => model.Opset >= 11,
        "Softmax" or "LogSoftmax" => SoftmaxAxis(node.Proto) is var axis && shapes[node.Proto.Input[0]]?.Shape is { } shape
            && (axis == -1 || axis == shape.Rank - 1 || shape.Dims.Skip((int)axis + 1).All(dim => dim.Value == 1)),
        _ => false,
    };

    private static NodeProto Rewritten(GraphDraft draft, NodeProto source)
    {
        if (!Domains.IsStandard(source.Domain)) return source;
        return source.OpType switch
        {
            "Squeeze" or "Unsqueeze" or "ReduceSum" => AttributeToInput(draft, source, "axes"),
            "Split" => AttributeToInput(draft, source, "split"),
            "Dropout" => new NodeProto { Name = source.Name, OpType = "Identity", Input = { source.Input[0] }, Output = { source.Output[0] } },
            "BatchNormalization" => Without(source, "spatial"),
            "Clip" when source.Input.Count == 1 => Clip(draft, source),
            "Pad" when source.Input.Count == 1 => Pad(draft, source),
            "Softmax" or "LogSoftmax" => WithAxis(source, SoftmaxAxis(source)),
            _ => source,
        };
    }

    /// <summary>Before opset 13 the axis is 1 unless stated.</summary>
    private static long SoftmaxAxis(NodeProto node) => node.Attribute.FirstOrDefault(attribute => attribute.Name == "axis")?.I ?? 1;

    private static NodeProto WithAxis(NodeProto source, long axis)
    {
        var node = Without(source, "axis");
        node.Attribute.Add(new AttributeProto { Name = "axis", Type = AttributeType.Int, I = axis });
        return node;
    }

    private static NodeProto AttributeToInput(GraphDraft draft, NodeProto source, string name)
    {
        if (source.Attribute.FirstOrDefault(attribute => attribute.Name == name) is not { } attribute) return source;
        var node = Without(source, name);
        var input = draft.Fresh($"{NodeNames.Of(source)}_{name}");
        draft.Add(input, ElementType.Int64, attribute.Ints.ToArray(), attribute.Ints.Count);
        node.Input.Add(input);
        return node;
    }

    private static NodeProto Clip(GraphDraft draft, NodeProto source)
    {
        var node = Without(source, "min", "max");
        foreach (var (name, otherwise) in new[] { ("min", float.MinValue), ("max", float.MaxValue) })
        {
            var input = draft.Fresh($"{NodeNames.Of(source)}_{name}");
            draft.Add(input, ElementType.Float32, [source.Attribute.FirstOrDefault(attribute => attribute.Name == name)?.F ?? otherwise], []);
            node.Input.Add(input);
        }

        return node;
    }

    private static NodeProto Pad(GraphDraft draft, NodeProto source)
    {
        var node = Without(source, "pads", "value");
        var pads = source.Attribute.First(attribute => attribute.Name == "pads").Ints.ToArray();
        var (padsName, valueName) = (draft.Fresh($"{NodeNames.Of(source)}_pads"), draft.Fresh($"{NodeNames.Of(source)}_value"));
        draft.Add(padsName, ElementType.Int64, pads, pads.Length);
        draft.Add(valueName, ElementType.Float32, [source.Attribute.FirstOrDefault(attribute => attribute.Name == "value")?.F ?? 0], []);
        node.Input.Add([padsName, valueName]);
        return node;
    }

    private static NodeProto Without(NodeProto source, params string[] attributes)
    {
        var node = source.Clone();
        foreach (var attribute in source.Attribute.Where(attribute => attributes.Contains(attribute.Name))) node.Attribute.Remove(attribute);
        return node;
    }
}
