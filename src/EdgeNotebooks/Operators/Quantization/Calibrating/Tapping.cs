using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Surgery;

namespace EdgeNotebooks.Operators.Quantization.Calibrating;

/// <summary>Makes activations visible.</summary>
internal static class Tapping
{
    /// <summary>The part of the model that computes some activations, with these as outputs.</summary>
    public static OnnxModel Of(OnnxModel model, IReadOnlyList<string> outputs)
    {
        var graph = model.Graph;
        var needed = new bool[graph.Nodes.Length];
        var open = new Stack<int>(outputs.Select(name => graph.Require(name).Id));
        var read = new HashSet<int>(open);
        while (open.TryPop(out var id))
        {
            if (graph.Tensors[id].Producer is not { } maker || needed[maker]) continue;
            needed[maker] = true;
            foreach (var input in graph.Nodes[maker].Inputs)
            {
                read.Add(input);
                open.Push(input);
            }
        }

        var nodes = graph.Nodes.Where(node => needed[node.Index]).Select(node => node.Proto).ToList();
        var inputs = model.Proto.Graph.Input.Where(input => graph.Require(input.Name) is { IsInput: true } tensor && read.Contains(tensor.Id)).ToList();
        var infos = outputs.Select(name => new ValueInfo(name, ElementType.Float32, Shape: null).ToProto()).ToList();
        return Extraction.Of(model, $"{model.Label} tapped", nodes, inputs, infos);
    }
}
