using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization.Calibrating;
using EdgeNotebooks.Operators.Quantization.Planning;

namespace EdgeNotebooks.Operators.Quantization;

/// <summary>The operator Quantize: static post-training quantization to 8-bit integers.</summary>
public static class ModelQuantization
{
    /// <summary>
    /// Quantizes a float model: batch normalisation goes into convolutions, weights become int8 around 0, activations 8 bits over the
    /// ranges that calibration finds, biases int32. Tensors keep their names. Nothing is written.
    /// </summary>
    /// <param name="model">The model, which stays as it is; its file is read again when the result is saved or run.</param>
    /// <param name="data">Inputs as the model will see them in use; one to two hundred are usual.</param>
    /// <param name="options">How; see <see cref="QuantizationOptions"/> for the defaults.</param>
    /// <exception cref="QuantizationException">The model is quantized already, too old, or nothing in it can become int8.</exception>
    /// <exception cref="CalibrationException">There is no sample, one does not fit the model, or an activation is NaN or infinite.</exception>
    public static QuantizedModel Quantize(this OnnxModel model, CalibrationData data, QuantizationOptions? options = null)
    {
        options ??= new();
        return model.Calibrate(data, options).Quantize(options);
    }

    /// <summary>Measures the ranges of all activations once, so that several methods can be compared without new passes.</summary>
    /// <param name="model">A float model.</param>
    /// <param name="data">Inputs as the model will see them.</param>
    /// <param name="options">Budget and threads; histograms are kept unless the method needs none.</param>
    /// <exception cref="QuantizationException">The model is quantized already, too old, or nothing in it can become int8.</exception>
    /// <exception cref="CalibrationException">There is no sample, one does not fit the model, or an activation is NaN or infinite.</exception>
    public static Calibration Calibrate(this OnnxModel model, CalibrationData data, QuantizationOptions? options = null)
    {
        var (calibrator, prepared) = Prepare(model, data, options ??= new());
        return new Calibration(model, prepared, data.Name, calibrator.Plan, calibrator.Run(options.Threads));
    }

    /// <summary>What <see cref="Calibrate"/> will do: passes and memory. Reads the first sample only.</summary>
    /// <exception cref="QuantizationException">The model is quantized already, too old, or nothing in it can become int8.</exception>
    /// <exception cref="CalibrationException">There is no sample, or the first does not fit the model.</exception>
    public static CalibrationPlan PlanCalibration(this OnnxModel model, CalibrationData data, QuantizationOptions? options = null) =>
        Prepare(model, data, options ?? new()).Calibrator.Plan;

    private static (Calibrator Calibrator, OnnxModel Prepared) Prepare(OnnxModel model, CalibrationData data, QuantizationOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var prepared = Preparation.Of(model, options.PerTensor);
        var plan = Planner.Of(prepared, options);
        if (plan.IsEmpty) throw new QuantizationException(model.Label, $"no node can become int8: {Reasons(plan)}");
        return (Calibrator.Of(prepared, data, plan.Known, options.TapBudgetBytes, NeedsHistograms(options.Method)), prepared);
    }

    private static bool NeedsHistograms(CalibrationMethod method) => method is not (CalibrationMethod.MinMax or CalibrationMethod.MovingAverage);

    private static string Reasons(QuantizationPlan plan) => string.Join("; ", plan.Nodes.GroupBy(node => node.Reason)
        .OrderByDescending(group => group.Count()).Take(3).Select(group => FormattableString.Invariant($"{group.Count()} {group.First().Node.OpType}: {group.Key}")));
}
