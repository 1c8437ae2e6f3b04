using EdgeNotebooks.Display;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Shapes;
using EdgeNotebooks.Operators.Quantization.Ranges;

namespace EdgeNotebooks.Operators.Quantization.Calibrating;

/// <summary>
/// Runs a float model over samples and measures activations. Tapping all of them at once would keep every map of the model alive
/// and undo fusions, so they are tapped in groups, one pass over the samples each; what lies behind a group's last tensor is not run.
/// </summary>
internal sealed class Calibrator
{
    /// <summary>Samples after which what they left in memory is cleared.</summary>
    private const int CollectEvery = 16;

    private const long HistogramBytesEach = 2L * ValueHistogram.HalfBins * sizeof(long);

    private readonly OnnxModel model;
    private readonly CalibrationData data;
    private readonly IReadOnlyList<string> tensors;
    private readonly IReadOnlyList<TapGroup> groups;
    private readonly bool histograms;

    private Calibrator(OnnxModel model, CalibrationData data, IReadOnlyList<string> tensors, long budget, bool histograms)
    {
        (this.model, this.data, this.tensors, this.histograms) = (model, data, tensors, histograms);
        if (data.Count == 0) throw data.Empty();
        groups = Grouped(budget);
    }

    /// <summary>What <see cref="Run"/> will do.</summary>
    public CalibrationPlan Plan => new(data.Count, tensors.Count, groups.Count, groups.Max(group => group.Bytes), histograms ? tensors.Count * HistogramBytesEach : 0);

    /// <summary>Plans passes; reads the first sample for its shape.</summary>
    /// <param name="model">The prepared float model.</param>
    /// <param name="data">At least one sample.</param>
    /// <param name="tensors">Activations, in topological order.</param>
    /// <param name="budget">Bytes that one pass may hold.</param>
    /// <param name="histograms">Whether to count values in bins.</param>
    /// <exception cref="CalibrationException">There is no sample, or the first does not fit the model.</exception>
    public static Calibrator Of(OnnxModel model, CalibrationData data, IReadOnlyList<string> tensors, long budget, bool histograms) =>
        new(model, data, tensors, budget, histograms);

    /// <summary>Makes the passes.</summary>
    /// <exception cref="CalibrationException">A sample does not fit the model, or makes an activation NaN or infinite.</exception>
    public IReadOnlyDictionary<string, TensorStatistics> Run(int threads)
    {
        var statistics = tensors.ToDictionary(name => name, name => new TensorStatistics(name, histograms));
        using var work = Work.Begin("calibrating", (long)groups.Count * data.Count, "samples");
        foreach (var group in groups)
        {
            var inputs = group.Tensors.Where(name => model.Graph.Require(name).IsInput).ToList();
            var computed = group.Tensors.Except(inputs).ToList();
            using var session = computed.Count == 0 ? null : Session.Open(Tapping.Of(model, computed), new SessionSettings { Threads = threads });
            for (var i = 0; i < data.Count; i++)
            {
                var sample = data.Read(i, model);
                foreach (var input in inputs) Take(statistics[input], i, sample[input].Values<float>());
                RunSample(session, sample, i, statistics);
                // Left to itself the collector begins later than some runs end, and memory would hang on the number of samples.
                if (i % CollectEvery == CollectEvery - 1) GC.Collect();
                work.Advance();
            }
        }

        return statistics;
    }

    private void RunSample(Session? session, IReadOnlyDictionary<string, Tensor> sample, int index, Dictionary<string, TensorStatistics> statistics)
    {
        try
        {
            session?.Visit(sample, (name, values) => Take(statistics[name], index, values));
        }
        catch (ArgumentException e)
        {
            throw new CalibrationException(data.Name, data.Label(index), tensor: null, e.Message, e);
        }
    }

    private void Take(TensorStatistics statistics, int index, ReadOnlySpan<float> values)
    {
        if (!statistics.Add(values))
            throw new CalibrationException(data.Name, data.Label(index), statistics.Name, $"tensor '{statistics.Name}' becomes NaN or infinite; check that sample and the model's weights, or leave the sample out");
    }

    /// <summary>Neighbours in topological order, as many as the budget holds; at least one.</summary>
    private List<TapGroup> Grouped(long budget)
    {
        var sample = data.Read(0, model);
        var lengths = model.Inputs.ToDictionary(input => input.Name, input => new TensorShape(sample[input.Name].Shape.Select(length => (Dim)length)));
        var shapes = ShapeInference.Infer(model, lengths);
        var result = new List<TapGroup>();
        foreach (var name in tensors)
        {
            // A tensor of unknown size might take the whole budget, so that it has a pass to itself.
            var bytes = shapes[name]?.Bytes ?? budget;
            if (result.Count > 0 && result[^1].Bytes + bytes <= budget) result[^1] = new([.. result[^1].Tensors, name], result[^1].Bytes + bytes);
            else result.Add(new([name], bytes));
        }

        return result;
    }
}
