using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization.Explaining;
using EdgeNotebooks.Operators.Quantization.Planning;
using EdgeNotebooks.Operators.Quantization.Ranges;
using EdgeNotebooks.Operators.Quantization.Writing;

namespace EdgeNotebooks.Operators.Quantization;

/// <summary>The values that a model's activations took on calibration data. Every method chooses its ranges from it without a new pass.</summary>
public sealed class Calibration
{
    private readonly IReadOnlyDictionary<string, TensorStatistics> statistics;
    private readonly IReadOnlyDictionary<string, Tensor> first;

    internal Calibration(OnnxModel model, OnnxModel prepared, CalibrationData data, CalibrationPlan plan, IReadOnlyDictionary<string, TensorStatistics> statistics) =>
        (Model, Prepared, Data, Plan, this.statistics, first) = (model, prepared, data.Name, plan, statistics, data.Read(0, model));

    /// <summary>The float model.</summary>
    public OnnxModel Model { get; }

    /// <summary>What it was calibrated on.</summary>
    public string Data { get; }

    /// <summary>Passes and memory.</summary>
    public CalibrationPlan Plan { get; }

    /// <summary>The float model with constants lifted and batch normalisation folded, whose activations were measured.</summary>
    internal OnnxModel Prepared { get; }

    /// <summary>Activations measured, in topological order.</summary>
    public IReadOnlyList<string> Tensors => [.. statistics.Keys];

    /// <summary>The range that a method chooses for an activation.</summary>
    /// <exception cref="TensorNotFoundException">It was not measured.</exception>
    /// <exception cref="InvalidOperationException">The method needs histograms, and none were kept.</exception>
    public ActivationRange RangeOf(string tensor, CalibrationMethod method, double percentile = 99.99)
    {
        var seen = Seen(tensor);
        return Describe(seen, seen.Range(method, percentile));
    }

    /// <summary>The values of an activation in at most <paramref name="bins"/> bins.</summary>
    /// <exception cref="TensorNotFoundException">It was not measured.</exception>
    /// <exception cref="InvalidOperationException">No histograms were kept: calibrate for a method that needs them.</exception>
    public ValueDistribution DistributionOf(string tensor, int bins = 200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var histogram = Seen(tensor).Histogram ?? throw new InvalidOperationException($"no histogram of '{tensor}' was kept; calibrate with a method other than minmax and movingaverage");
        var used = Enumerable.Range(0, histogram.Counts.Length).Where(bin => histogram.Counts[bin] > 0).ToList();
        if (used.Count == 0) return new(tensor, [], []);
        var step = Math.Max((used[^1] - used[0] + bins) / bins, 1);
        var groups = Enumerable.Range(0, (used[^1] - used[0]) / step + 1).Select(group => used[0] + (group * step)).ToList();
        return new(tensor, [.. groups.Select(start => histogram.Middle(start) + ((step - 1) * histogram.Width / 2))],
            [.. groups.Select(start => Enumerable.Range(start, Math.Min(step, histogram.Counts.Length - start)).Sum(bin => histogram.Counts[bin]) / (double)histogram.Total)]);
    }

    /// <summary>The quantized model; nothing is run and nothing is written.</summary>
    /// <param name="options">The method may be any that the histograms allow; fewer nodes than were measured may become int8, not more.</param>
    /// <param name="inputs">What <see cref="QuantizationPreset.Fast"/> times the model on; the first sample if null.</param>
    /// <exception cref="QuantizationException">An activation would become int8 that was not measured, or nothing would.</exception>
    public QuantizedModel Quantize(QuantizationOptions? options = null, IReadOnlyDictionary<string, Tensor>? inputs = null)
    {
        options ??= new();
        if (options.Preset == QuantizationPreset.Fast)
        {
            inputs ??= first;
            var (excluded, trials) = FastChoice.Of(this, options, inputs);
            var fast = Quantize(options with { Preset = QuantizationPreset.Full, Exclude = excluded });
            var chosen = excluded.Except(options.Exclude).ToHashSet();
            var nodes = fast.Report.Nodes.Select(node => chosen.Contains(node.Name) ? node with { Reason = "the whole model is faster with it float" } : node);
            return fast with { Report = fast.Report with { Options = fast.Report.Options with { Preset = QuantizationPreset.Full }, Nodes = [.. nodes], Trials = trials } };
        }

        var plan = Planner.Of(Prepared, options);
        if (plan.IsEmpty) throw new QuantizationException(Model.Label, "no node is left that may become int8");
        if (plan.Measured.FirstOrDefault(tensor => !statistics.ContainsKey(tensor)) is { } missing)
            throw new QuantizationException(Model.Label, $"'{missing}' was not measured; calibrate with the options that you quantize with");
        var ranges = plan.Measured.ToDictionary(tensor => tensor, tensor => statistics[tensor].Range(options.Method, options.Percentile));
        var report = new QuantizationReport(options, Data, Plan,
            [.. plan.Nodes.Select(node => new QuantizedNode(node.Name, node.Node.OpType, node.IsQuantized, node.Reason))],
            [.. ranges.Select(pair => Describe(statistics[pair.Key], pair.Value))]);
        return new(QdqWriter.Write(plan, ranges, options), Model, report);
    }

    private TensorStatistics Seen(string tensor) =>
        statistics.TryGetValue(tensor, out var seen) ? seen : throw new TensorNotFoundException(Model.Label, tensor, statistics.Keys);

    private static ActivationRange Describe(TensorStatistics seen, ValueRange range) =>
        new(seen.Name, seen.Smallest, seen.Largest, range, 100 * seen.Outside(range));
}
