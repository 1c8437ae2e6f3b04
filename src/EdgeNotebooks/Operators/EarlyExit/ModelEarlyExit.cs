using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Surgery;

namespace EdgeNotebooks.Operators.EarlyExit;

/// <summary>The operator Early Exit: every run skips the same blocks. Nothing adapts to the input.</summary>
public static class ModelEarlyExit
{
    /// <summary>
    /// What consumed <paramref name="to"/> now consumes <paramref name="from"/>; what is no longer needed is gone. Names, order and
    /// metadata of the rest are kept, and an output called <paramref name="to"/> keeps its name. Nothing is written.
    /// </summary>
    /// <param name="model">The model, which stays as it is.</param>
    /// <param name="from">A tensor that <paramref name="to"/> is computed from.</param>
    /// <param name="to">A tensor of the same type and shape.</param>
    /// <exception cref="TensorNotFoundException">A name is not in the model.</exception>
    /// <exception cref="InvalidExitException">The tensors differ in type or shape, or are not in this order.</exception>
    public static OnnxModel EarlyExit(this OnnxModel model, string from, string to)
    {
        ArgumentNullException.ThrowIfNull(model);
        var graph = model.Graph;
        var (start, end) = (graph.Require(from), graph.Require(to));
        var flow = new FlowGraph(graph);
        Check(model, flow, start, end);

        var needed = Shortcut.Needed(graph, start.Id, end.Id);
        var nodes = new List<NodeProto>();
        foreach (var node in graph.Nodes.Where(node => needed[node.Index])) nodes.Add(Renaming.Read(node.Proto, to, from));
        if (end.IsOutput) nodes.Add(new NodeProto { OpType = "Identity", Name = $"{to}_exit", Input = { from }, Output = { to } });
        var used = nodes.SelectMany(OuterNames.ReadBy).ToHashSet();
        var source = model.Proto.Graph;
        var inputs = source.Input.Where(input => graph.Require(input.Name) is { IsInput: true } tensor && (used.Contains(input.Name) || tensor.IsOutput));
        return Extraction.Of(model, $"{model.Label} exit", nodes, [.. inputs], source.Output);
    }

    /// <summary>Skips the blocks of an exit from <see cref="ModelExits.Exits"/>.</summary>
    /// <exception cref="InvalidExitException">The exit is that of another model.</exception>
    public static OnnxModel EarlyExit(this OnnxModel model, Exit exit)
    {
        ArgumentNullException.ThrowIfNull(exit);
        return model.EarlyExit(exit.From, exit.To);
    }

    /// <summary>What keeps the two tensors from being an exit; null if nothing does.</summary>
    internal static string? Obstacle(FlowGraph flow, GraphTensor from, GraphTensor to)
    {
        var (a, b) = (flow.Facts[from.Id], flow.Facts[to.Id]);
        if (from == to) return "both are the same tensor; name an earlier one and a later one";
        if (flow.IsConstant(from.Id) || flow.IsConstant(to.Id)) return "one of them is the same in every run; name tensors that are computed from the input";
        if (!Shortcut.Follows(flow.Graph, to.Id, from.Id))
            return Shortcut.Follows(flow.Graph, from.Id, to.Id) ? "they are in the wrong order; swap them" : "the second is not computed from the first; choose an earlier tensor to leave from";
        if (a.Type != b.Type) return $"they hold {a.Type.Label()} and {b.Type.Label()}; choose tensors of one type";
        if (a.Type == ElementType.Undefined) return "their element type is unknown; export the model with its types stated";
        if (a.Type is ElementType.UInt8 or ElementType.Int8) return "they hold quantized integers, whose scales differ; choose the float tensors beside them";
        if (a.Shape is null || b.Shape is null) return "the shape of one of them is unknown; export the model with its shapes stated";
        return a.Shape.IsSurelyEqualTo(b.Shape) ? null : $"their shapes are {a.Shape} and {b.Shape}; choose tensors of one shape, such as sums of one stage";
    }

    private static void Check(OnnxModel model, FlowGraph flow, GraphTensor from, GraphTensor to)
    {
        if (Obstacle(flow, from, to) is { } reason) throw new InvalidExitException(model.Label, from.Name, to.Name, reason);
    }
}
