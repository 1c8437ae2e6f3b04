using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization.Planning;
using EdgeNotebooks.Operators.Quantization.Ranges;
using EdgeNotebooks.Operators.Quantization.Writing;

namespace EdgeNotebooks.Operators.Quantization;

/// <summary>The values that a model's activations took on calibration data. Every method chooses its ranges from it without a new pass.</summary>
public sealed class Calibration
{
    private readonly OnnxModel prepared;
    private readonly IReadOnlyDictionary<string, TensorStatistics> statistics;

    internal Calibration(OnnxModel model, OnnxModel prepared, string data, CalibrationPlan plan, IReadOnlyDictionary<string, TensorStatistics> statistics) =>
        (Model, this.prepared, Data, Plan, this.statistics) = (model, prepared, data, plan, statistics);

    /// <summary>The float model.</summary>
    public OnnxModel Model { get; }

    /// <summary>What it was calibrated on.</summary>
    public string Data { get; }

    /// <summary>Passes and memory.</summary>
    public CalibrationPlan Plan { get; }

    /// <summary>Activations measured, in topological order.</summary>
    public IReadOnlyList<string> Tensors => [.. statistics.Keys];

    /// <summary>The quantized model; nothing is run and nothing is written.</summary>
    /// <param name="options">The method may be any that the histograms allow; fewer nodes than were measured may become int8, not more.</param>
    /// <exception cref="QuantizationException">An activation would become int8 that was not measured, or nothing would.</exception>
    public QuantizedModel Quantize(QuantizationOptions? options = null)
    {
        options ??= new();
        var plan = Planner.Of(prepared, options);
        if (plan.IsEmpty) throw new QuantizationException(Model.Label, "no node is left that may become int8");
        if (plan.Measured.FirstOrDefault(tensor => !statistics.ContainsKey(tensor)) is { } missing)
            throw new QuantizationException(Model.Label, $"'{missing}' was not measured; calibrate with the options that you quantize with");
        var ranges = plan.Measured.ToDictionary(tensor => tensor, tensor => statistics[tensor].Range(options.Method, options.Percentile));
        var report = new QuantizationReport(options, Data, Plan,
            [.. plan.Nodes.Select(node => new QuantizedNode(node.Name, node.Node.OpType, node.IsQuantized, node.Reason))],
            [.. ranges.Select(pair => Describe(statistics[pair.Key], pair.Value))]);
        return new(QdqWriter.Write(plan, ranges, options), Model, report);
    }

    private static ActivationRange Describe(TensorStatistics seen, ValueRange range) =>
        new(seen.Name, seen.Smallest, seen.Largest, range, 100 * seen.Outside(range));
}
