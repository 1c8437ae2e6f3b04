using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Schema;
using EdgeNotebooks.Onnx.Storage;
using EdgeNotebooks.Onnx.Surgery;
using EdgeNotebooks.Operators.Quantization.Calibrating;
using EdgeNotebooks.Operators.Quantization.Ranges;

namespace EdgeNotebooks.Operators.Quantization.Seams;

/// <summary>What becomes of a quantized model's ranges when blocks are skipped after quantization, and how to choose them anew.</summary>
public static class ModelSeam
{
    /// <summary>More clipped values than this, in percent, do not fit.</summary>
    private const double MostClippedPct = 0.1;

    /// <summary>A range used less than this, in percent, does not fit.</summary>
    private const double LeastUsedPct = 50;

    /// <summary>Measures how the ranges of a quantized model fit; the activations are measured without rounding.</summary>
    /// <param name="model">A model with QuantizeLinear and DequantizeLinear nodes, early-exited or not.</param>
    /// <param name="data">Inputs as the model will see them.</param>
    /// <exception cref="QuantizationException">The model has no quantized activation.</exception>
    /// <exception cref="CalibrationException">There is no sample, one does not fit the model, or an activation is NaN or infinite.</exception>
    public static SeamReport Seam(this OnnxModel model, CalibrationData data)
    {
        var (activations, statistics) = Measure(model, data);
        return Report(model, data, activations, statistics);
    }

    /// <summary>Chooses the ranges of a seam anew, and of all that is computed from it; weights and other ranges stay as they are.</summary>
    /// <param name="model">A model with QuantizeLinear and DequantizeLinear nodes.</param>
    /// <param name="data">Inputs as the model will see them.</param>
    /// <param name="options">The method; the rest is as it was.</param>
    /// <exception cref="QuantizationException">The model has no quantized activation.</exception>
    /// <exception cref="CalibrationException">There is no sample, one does not fit the model, or an activation is NaN or infinite.</exception>
    public static OnnxModel RecalibrateSeam(this OnnxModel model, CalibrationData data, QuantizationOptions? options = null)
    {
        options ??= new();
        var (activations, statistics) = Measure(model, data);
        var seam = Report(model, data, activations, statistics).Seam.Select(range => range.Tensor).ToHashSet();
        // Tensors that only move values share the scale of the first, which decides.
        var chosen = activations.Where(activation => seam.Contains(activation.Tensor)).GroupBy(activation => activation.ScaleName)
            .ToDictionary(group => group.Key, group => statistics[group.First().Tensor].Range(options.Method, options.Percentile));
        return chosen.Count == 0 ? model : Rescaled(model, activations, chosen);
    }

    private static (IReadOnlyList<QdqActivation> Activations, IReadOnlyDictionary<string, TensorStatistics> Statistics) Measure(OnnxModel model, CalibrationData data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var activations = QdqActivation.In(model);
        if (activations.Count == 0) throw new QuantizationException(model.Label, "it has no quantized activation; quantize it first");
        var options = new QuantizationOptions();
        var tensors = activations.Select(activation => activation.Tensor).ToList();
        var calibrator = Calibrator.Of(FloatTwin.Of(model, activations), data, tensors, options.TapBudgetBytes, histograms: true);
        return (activations, calibrator.Run(options.Threads));
    }

    private static SeamReport Report(OnnxModel model, CalibrationData data, IReadOnlyList<QdqActivation> activations, IReadOnlyDictionary<string, TensorStatistics> statistics)
    {
        var ranges = activations.Select(activation => (Activation: activation, Range: Describe(activation, statistics[activation.Tensor]))).ToList();
        var graph = model.Graph;
        var behind = new HashSet<int>();
        var seam = new List<SeamRange>();
        foreach (var (activation, range) in ranges)
        {
            if (range.ClippedPct > MostClippedPct || range.UsedPct < LeastUsedPct) behind.UnionWith(activation.Quantize.Outputs);
            foreach (var node in graph.Nodes.Where(node => node.Inputs.Any(behind.Contains))) behind.UnionWith(node.Outputs);
            if (activation.Quantize.Outputs.Any(behind.Contains)) seam.Add(range);
        }

        return new(data.Name, [.. ranges.Select(pair => pair.Range)], seam);
    }

    /// <summary>Less than a step beyond an end is rounding, half of it the zero point's, and not clipped.</summary>
    private static SeamRange Describe(QdqActivation activation, TensorStatistics seen)
    {
        var range = activation.Range;
        var outside = seen.Outside(new(range.Low - activation.Scale, range.High + activation.Scale));
        return new(activation.Tensor, range, ValueRange.Of(seen.Smallest, seen.Largest), 100 * outside);
    }

    private static OnnxModel Rescaled(OnnxModel model, IReadOnlyList<QdqActivation> activations, IReadOnlyDictionary<string, ValueRange> chosen)
    {
        var draft = new GraphDraft(model);
        var old = activations.ToLookup(activation => activation.ScaleName);
        var renamed = new Dictionary<string, string>();
        foreach (var (scale, range) in chosen)
        {
            var activation = old[scale].First();
            (renamed[scale], renamed[activation.ZeroPointName]) = (draft.Fresh($"{scale}_seam"), draft.Fresh($"{activation.ZeroPointName}_seam"));
            draft.Add(renamed[scale], ElementType.Float32, [range.Scale], []);
            if (activation.Type == ElementType.UInt8) draft.Add(renamed[activation.ZeroPointName], ElementType.UInt8, [range.ZeroPoint], []);
            else draft.Add(renamed[activation.ZeroPointName], ElementType.Int8, [(sbyte)(range.ZeroPoint - 128)], []);
        }

        // A bias counts in units of its node's activation scale times the weight's, so it follows.
        var biases = model.Graph.Nodes.Where(node => node.OpType is "Conv" or "Gemm" && node.Proto.Input.Count > 2)
            .Select(node => (Bias: Maker(model, node.Proto.Input[2]), Data: Maker(model, node.Proto.Input[0])))
            .Where(pair => pair is { Bias.OpType: "DequantizeLinear", Data: not null } && pair.Data.Proto.Input.Count > 1 && chosen.ContainsKey(pair.Data.Proto.Input[1]))
            .ToDictionary(pair => pair.Bias!.Proto, pair => chosen[pair.Data!.Proto.Input[1]].Scale / old[pair.Data.Proto.Input[1]].First().Scale, (IEqualityComparer<NodeProto>)ReferenceEqualityComparer.Instance);
        for (var i = 0; i < draft.Nodes.Count; i++)
        {
            var source = draft.Nodes[i];
            if (biases.TryGetValue(source, out var factor)) draft.Nodes[i] = Bias(model, draft, source, factor);
            else if (source.Input.Any(renamed.ContainsKey))
            {
                draft.Nodes[i] = source.Clone();
                for (var input = 0; input < source.Input.Count; input++) draft.Nodes[i].Input[input] = renamed.GetValueOrDefault(source.Input[input], source.Input[input]);
            }
        }

        return draft.Build($"{model.Label} recalibrated");
    }

    private static NodeProto Bias(OnnxModel model, GraphDraft draft, NodeProto source, float factor)
    {
        var scale = model.Graph.Require(source.Input[1]).Initializer!;
        var (integers, scales) = (Integers(model, source.Input[0]), TensorFloats.Read(scale, model.Payloads));
        var node = source.Clone();
        (node.Input[0], node.Input[1]) = (draft.Fresh($"{source.Input[0]}_seam"), draft.Fresh($"{source.Input[1]}_seam"));
        draft.Add(node.Input[0], ElementType.Int32, [.. integers.Select(value => (int)Math.Clamp(Math.Round(value / (double)factor), int.MinValue, int.MaxValue))], [.. model.Graph.Require(source.Input[0]).Initializer!.Dims]);
        draft.Add(node.Input[1], ElementType.Float32, [.. scales.Select(value => value * factor)], [.. scale.Dims]);
        return node;
    }

    private static int[] Integers(OnnxModel model, string name)
    {
        var tensor = model.Graph.Require(name).Initializer!;
        if (!tensor.HasPayload) return [.. TensorData.Integers(tensor)!.Select(value => (int)value)];
        var values = new int[TensorData.Elements(tensor)!.Value];
        using var stream = model.Payloads[(int)tensor.Payload].Open();
        stream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static GraphNode? Maker(OnnxModel model, string tensor) => model.Graph.Find(tensor)?.Producer is { } maker ? model.Graph.Nodes[maker] : null;
}
