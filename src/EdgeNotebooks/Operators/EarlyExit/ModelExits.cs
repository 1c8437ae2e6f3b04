using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;

namespace EdgeNotebooks.Operators.EarlyExit;

/// <summary>Finds what Early Exit could skip, by structure alone: no name is looked at.</summary>
public static class ModelExits
{
    /// <summary>Operators that may stand between a sum and the next block without making it another block.</summary>
    private static readonly HashSet<string> s_light =
    [
        "Relu", "LeakyRelu", "PRelu", "Clip", "Sigmoid", "Tanh", "Elu", "Selu", "Gelu", "HardSwish", "Identity", "Cast", "Dropout",
        "BatchNormalization", "LayerNormalization", "QuantizeLinear", "DequantizeLinear",
    ];

    /// <summary>
    /// Every run of neighbouring residual blocks whose input and output have the same type and shape. A block is a sum of which one
    /// side is the block's input, at most through an activation, a normalisation or a quantization.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="inputShapes">Shapes of inputs with open axes, for multiply-accumulates.</param>
    /// <exception cref="TensorNotFoundException">A name in <paramref name="inputShapes"/> is no input.</exception>
    public static ExitList Exits(this OnnxModel model, IReadOnlyDictionary<string, TensorShape>? inputShapes = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var flow = new FlowGraph(model.Graph);
        var sizes = new SizedGraph(model.Graph, inputShapes);
        var entrances = Entrances(flow);
        var exits = new List<Exit>();
        var readers = SkippedRun.Readers(model.Graph);
        foreach (var end in entrances.Keys.Order())
        {
            var (run, blocks) = (new SkippedRun(sizes, readers, end), 0);
            for (var at = end; entrances.TryGetValue(at, out var start); at = start)
            {
                run.ExtendTo(start);
                if (run.Nodes > 0) exits.Add(new(model.Graph.Tensors[start].Name, model.Graph.Tensors[end].Name, ++blocks, run.Nodes, run.Parameters, run.Macs));
            }
        }

        return new ExitList(model.Label, exits);
    }

    /// <summary>For each sum that ends a block, the tensor that enters it.</summary>
    private static Dictionary<int, int> Entrances(FlowGraph flow)
    {
        var graph = flow.Graph;
        var entrances = new Dictionary<int, int>();
        foreach (var node in graph.Nodes)
        {
            if (!Domains.IsStandard(node.Proto.Domain) || node.Proto.OpType is not ("Add" or "Sum") || node.Outputs.Length != 1) continue;
            var sides = node.Inputs.Where(input => !flow.IsConstant(input)).ToList();
            if (sides.Count != 2) continue;
            var sum = graph.Tensors[node.Outputs[0]];
            var entrance = sides.Select(side => (Side: side, Other: sides.First(other => other != side), Start: Behind(flow, side)))
                .Where(way => Shortcut.Follows(graph, way.Other, way.Start) && ModelEarlyExit.Obstacle(flow, graph.Tensors[way.Start], sum) is null)
                .Select(way => way.Start).DefaultIfEmpty(-1).Max();
            if (entrance >= 0) entrances[sum.Id] = entrance;
        }

        return entrances;
    }

    /// <summary>The tensor from which this one follows through light operators only.</summary>
    private static int Behind(FlowGraph flow, int tensor)
    {
        while (flow.Graph.Tensors[tensor].Producer is { } maker && flow.Graph.Nodes[maker] is var node
            && Domains.IsStandard(node.Proto.Domain) && s_light.Contains(node.Proto.OpType))
        {
            var data = node.Inputs.Where(input => !flow.IsConstant(input)).ToList();
            if (data.Count != 1) break;
            tensor = data[0];
        }

        return tensor;
    }
}
