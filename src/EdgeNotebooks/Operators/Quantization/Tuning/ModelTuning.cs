using System.Diagnostics;
using EdgeNotebooks.Onnx;

namespace EdgeNotebooks.Operators.Quantization.Tuning;

/// <summary>Quantization under a goal for accuracy.</summary>
public static class ModelTuning
{
    private static readonly CalibrationMethod[] s_methods = [CalibrationMethod.MinMax, CalibrationMethod.Mse, CalibrationMethod.Percentile, CalibrationMethod.Entropy];

    /// <summary>
    /// Looks for the quantized model with the fewest layers left float that meets a goal: first other methods for the ranges, which
    /// cost nothing at run time, then the most sensitive layers float, twice as many each time, and back by halves.
    /// </summary>
    /// <param name="model">A float model.</param>
    /// <param name="data">Calibration data.</param>
    /// <param name="goal">What is wanted, and for how long it may be looked for.</param>
    /// <param name="options">Method to begin with, types, preset.</param>
    /// <exception cref="QuantizationException">The model cannot be quantized.</exception>
    /// <exception cref="CalibrationException">The data cannot be used.</exception>
    public static TuningResult QuantizeWithin(this OnnxModel model, CalibrationData data, TuningGoal goal, QuantizationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(goal);
        ArgumentOutOfRangeException.ThrowIfNegative(goal.MaxLoss);
        options ??= new();
        var calibration = model.Calibrate(data, options with { Method = CalibrationMethod.Mse });
        var search = new Search(calibration, goal, options, goal.Score(model));
        foreach (var method in s_methods.Prepend(options.Method).Distinct())
        {
            if (search.Try(method, [])) return search.Result(sensitivity: []);
        }

        if (search.IsOver) return search.Result(sensitivity: []);
        var sensitivity = calibration.Sensitivity(data.Take(goal.SensitivitySamples), options with { Method = search.BestMethod });
        search.LeaveFloat([.. sensitivity.Select(layer => layer.Node)]);
        return search.Result(sensitivity);
    }

    /// <summary>The state of one search.</summary>
    private sealed class Search(Calibration calibration, TuningGoal goal, QuantizationOptions options, double floatScore)
    {
        private readonly long start = Stopwatch.GetTimestamp();
        private readonly List<TuningStep> history = [];
        private (QuantizedModel Model, TuningStep Step)? best;

        public bool IsOver => Stopwatch.GetElapsedTime(start) >= goal.Budget;

        public CalibrationMethod BestMethod => best!.Value.Step.Method;

        /// <summary>Measures one model; whether it meets the goal. The first is measured whatever the budget.</summary>
        public bool Try(CalibrationMethod method, IReadOnlyList<string> left)
        {
            if (best is not null && IsOver) return false;
            var quantized = calibration.Quantize(options with { Method = method, Exclude = [.. options.Exclude.Union(left)] });
            var score = goal.Score(quantized.Model);
            var loss = floatScore - score;
            var isBest = best is not { } so || Rank(loss, left.Count).CompareTo(Rank(so.Step.Loss, so.Step.Float.Count)) < 0;
            var step = new TuningStep(method, left, score, loss, Stopwatch.GetElapsedTime(start), isBest);
            history.Add(step);
            if (isBest)
            {
                best = (quantized, step);
                goal.Improved?.Invoke(quantized);
            }

            return loss <= goal.MaxLoss;
        }

        /// <summary>The fewest of the most sensitive layers: doubled until the goal is met, then halved between the last two.</summary>
        public void LeaveFloat(IReadOnlyList<string> layers)
        {
            var (missed, met) = (0, 1);
            while (met < layers.Count && !Try(BestMethod, [.. layers.Take(met)]))
            {
                if (IsOver) return;
                (missed, met) = (met, met * 2);
            }

            // All layers float is no quantized model: the last step leaves one.
            if (met >= layers.Count && (missed >= layers.Count - 1 || !Try(BestMethod, [.. layers.Take(met = layers.Count - 1)]))) return;
            while (met - missed > 1 && !IsOver)
            {
                var middle = (missed + met) / 2;
                if (Try(BestMethod, [.. layers.Take(middle)])) met = middle;
                else missed = middle;
            }
        }

        public TuningResult Result(IReadOnlyList<LayerSensitivity> sensitivity) =>
            new(best!.Value.Model, goal.MaxLoss, floatScore, history, sensitivity, best.Value.Step.Loss <= goal.MaxLoss);

        /// <summary>Models within the goal come first, of those the one with fewer layers float; of others the one with less loss.</summary>
        private (int, double, double) Rank(double loss, int left) => loss <= goal.MaxLoss ? (0, left, loss) : (1, loss, left);
    }
}
