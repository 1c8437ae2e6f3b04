using EdgeNotebooks.Display;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization.Calibrating;
using EdgeNotebooks.Operators.Quantization.Planning;

namespace EdgeNotebooks.Operators.Quantization.Tuning;

/// <summary>Where a quantized model departs from its float source: tensor by tensor, and layer by layer.</summary>
public static class ModelNoise
{
    /// <summary>Compares every quantized activation, and the outputs, of both models on the same inputs.</summary>
    /// <param name="quantized">The model with its source.</param>
    /// <param name="data">A few samples are enough.</param>
    /// <returns>In topological order; errors add up along the way.</returns>
    /// <exception cref="CalibrationException">A sample does not fit the model.</exception>
    public static IReadOnlyList<TensorNoise> Noise(this QuantizedModel quantized, CalibrationData data)
    {
        ArgumentNullException.ThrowIfNull(quantized);
        ArgumentNullException.ThrowIfNull(data);
        var source = Preparation.Of(quantized.Source, quantized.Report.Options.PerTensor);
        var known = quantized.Report.Ranges.Select(range => range.Tensor).Concat(source.Outputs.Select(output => output.Name)).ToHashSet();
        var tensors = source.Graph.Nodes.SelectMany(node => node.Proto.Output).Where(name => known.Contains(name) && quantized.Model.Graph.Find(name) is not null).ToList();
        var sums = tensors.ToDictionary(name => name, _ => new NoiseSum());
        Compare(Tapping.Of(source, tensors), Tapping.Of(quantized.Model, tensors), data, sums);
        return [.. tensors.Select(name => new TensorNoise(name, sums[name].SqnrDb))];
    }

    /// <summary>Makes each convolution and matrix product int8 alone and compares the outputs.</summary>
    /// <param name="calibration">Ranges of the model.</param>
    /// <param name="data">A few samples are enough.</param>
    /// <param name="options">Types and method.</param>
    /// <returns>The most sensitive first.</returns>
    public static IReadOnlyList<LayerSensitivity> Sensitivity(this Calibration calibration, CalibrationData data, QuantizationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new();
        var layers = calibration.Quantize(options).Report.Quantized.Where(node => OperatorKinds.IsProduct(node.OpType)).ToList();
        using var work = Work.Begin("measuring sensitivity", layers.Count, "layers");
        var result = new List<LayerSensitivity>();
        foreach (var layer in layers)
        {
            var alone = calibration.Quantize(options with { Include = [layer.Name] });
            var sums = calibration.Model.Outputs.ToDictionary(output => output.Name, _ => new NoiseSum());
            Compare(calibration.Prepared, alone.Model, data, sums);
            result.Add(new(layer.Name, layer.OpType, sums.Values.Min(sum => sum.SqnrDb)));
            work.Advance();
        }

        return [.. result.OrderBy(layer => layer.SqnrDb)];
    }

    private static void Compare(OnnxModel reference, OnnxModel other, CalibrationData data, IReadOnlyDictionary<string, NoiseSum> sums)
    {
        using var first = Session.Open(reference);
        using var second = Session.Open(other);
        for (var i = 0; i < data.Count; i++)
        {
            var sample = data.Read(i, reference);
            var expected = first.Run(sample);
            second.Visit(sample, (name, values) => sums[name].Add(expected[name].Values<float>(), values));
        }
    }
}
