using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Storage;
using EdgeNotebooks.Onnx.Surgery;

namespace EdgeNotebooks.Operators.Quantization.Planning;

/// <summary>
/// Folds a batch normalisation into the convolution whose output it alone reads: weight * gamma / sqrt(variance + epsilon), and
/// (bias - mean) * gamma / sqrt(variance + epsilon) + beta. Computed in double precision, rounded once.
/// </summary>
internal static class BatchNormFolding
{
    private const float DefaultEpsilon = 1e-5f;

    /// <summary>The model with every normalisation folded that can be.</summary>
    public static OnnxModel Of(OnnxModel model)
    {
        var graph = model.Graph;
        var pairs = graph.Nodes.Select(node => (Norm: node, Conv: ConvolutionBefore(graph, node))).Where(pair => pair.Conv is not null).ToList();
        if (pairs.Count == 0) return model;
        var draft = new GraphDraft(model);
        foreach (var (norm, conv) in pairs)
        {
            var folded = Folded(model, draft, conv!, norm);
            draft.Nodes[draft.Nodes.IndexOf(conv!.Proto)] = folded;
            draft.Nodes.Remove(norm.Proto);
        }

        return draft.Build(model.Label);
    }

    private static GraphNode? ConvolutionBefore(ModelGraph graph, GraphNode norm)
    {
        if (norm.OpType != "BatchNormalization" || norm.Proto.Input.Count != 5 || norm.Proto.Output.Count(output => output.Length > 0) != 1
            || norm.Attribute("training_mode") is { I: not 0 } || norm.Attribute("spatial") is { I: 0 }
            || !norm.Proto.Input.Skip(1).All(name => IsFloat(graph, name))) return null;
        var data = graph.Require(norm.Proto.Input[0]);
        if (data.IsOutput || data.Readers.Count != 1 || data.Producer is not { } maker) return null;
        var conv = graph.Nodes[maker];
        return conv.OpType == "Conv" && conv.Proto.Input.Skip(1).Where(name => name.Length > 0).All(name => IsFloat(graph, name)) ? conv : null;
    }

    private static bool IsFloat(ModelGraph graph, string name) => graph.Find(name)?.Initializer is { DataType: (int)ElementType.Float32 };

    private static NodeProto Folded(OnnxModel model, GraphDraft draft, GraphNode conv, GraphNode norm)
    {
        float[] Values(string name) => TensorFloats.Read(model.Graph.Require(name).Initializer!, model.Payloads);

        var (gamma, beta, mean, variance) = (Values(norm.Proto.Input[1]), Values(norm.Proto.Input[2]), Values(norm.Proto.Input[3]), Values(norm.Proto.Input[4]));
        var epsilon = norm.Attribute("epsilon")?.F ?? DefaultEpsilon;
        var factors = gamma.Select((value, channel) => value / Math.Sqrt((double)variance[channel] + epsilon)).ToArray();
        var bias = conv.Proto.Input.Count > 2 && conv.Proto.Input[2].Length > 0 ? Values(conv.Proto.Input[2]) : new float[gamma.Length];
        var node = conv.Proto.Clone();
        node.Output[0] = norm.Proto.Output[0];

        var weight = model.Graph.Require(conv.Proto.Input[1]).Initializer!;
        node.Input[1] = draft.Fresh($"{weight.Name}_folded");
        draft.Add(node.Input[1], ElementType.Float32, weight.Dims, stream => WriteScaled(stream, TensorFloats.Read(weight, model.Payloads), factors));
        var biasName = draft.Fresh(node.Input.Count > 2 && node.Input[2].Length > 0 ? $"{node.Input[2]}_folded" : $"{node.Input[1]}_bias");
        while (node.Input.Count < 3) node.Input.Add("");
        node.Input[2] = biasName;
        draft.Add(biasName, ElementType.Float32, [.. bias.Select((value, channel) => (float)((value - (double)mean[channel]) * factors[channel] + beta[channel]))], bias.Length);
        return node;
    }

    private static void WriteScaled(Stream stream, float[] weights, double[] factors)
    {
        var each = weights.Length / factors.Length;
        for (var i = 0; i < weights.Length; i++) weights[i] = (float)(weights[i] * factors[i / each]);
        stream.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(weights.AsSpan()));
    }
}
