using System.Globalization;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Operators.Quantization.Explaining;
using EdgeNotebooks.Operators.Quantization.Tuning;
using EdgeNotebooks.Subjects.Evaluation;

namespace EdgeNotebooks.Charts;

/// <summary>Figures of quantization: where ranges are cut, where noise enters, what accuracy and time become.</summary>
public static class QuantizationFigures
{
    private static readonly string[] s_colors = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00"];

    /// <summary>The values of an activation, and where each method cuts them.</summary>
    public static Figure Range(Calibration calibration, string tensor, params CalibrationMethod[] methods)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentNullException.ThrowIfNull(methods);
        var seen = calibration.DistributionOf(tensor);
        // Empty bins have no logarithm.
        var used = seen.Shares.Select((share, i) => (share, i)).Where(bin => bin.share > 0).ToList();
        var floor = used.Count == 0 ? -6 : Math.Log10(used.Min(bin => bin.share));
        var bars = new PointTrace("values", [.. used.Select(bin => (object)seen.Middles[bin.i])], [.. used.Select(bin => Math.Log10(bin.share))]) { Color = Palette.Neutral };
        var cuts = methods.Select((method, i) =>
        {
            var range = calibration.RangeOf(tensor, method).Range;
            return new PointTrace($"{method}", [range.Low, range.Low, range.High, range.High], [floor, 0, 0, floor]) { HasLine = true, Color = s_colors[i % s_colors.Length] };
        });
        return new Figure([new Panel([bars, .. cuts]) { X = new Axis { Title = $"value of {tensor}" }, Y = new Axis { Title = "share of values, log10" } }])
        {
            Title = "Ranges by method",
            ShowLegend = true,
            Caption = string.Create(CultureInfo.InvariantCulture, $"n = {calibration.Plan.Samples} calibration samples; a frame spans the range that a method keeps"),
        };
    }

    /// <summary>Signal-to-noise ratio of each activation along the model.</summary>
    public static Figure Noise(IReadOnlyList<TensorNoise> noise) => new([new Panel(
        [new PointTrace("SQNR", [.. noise.Select((_, i) => (object)(double)(i + 1))], [.. noise.Select(one => one.SqnrDb)]) { HasLine = true, Color = Palette.Of("quantize"), Texts = [.. noise.Select(one => one.Tensor)] }])
        { X = new Axis { Title = "activation, from the input on" }, Y = new Axis { Title = "signal to quantization noise, dB" } }])
    { Title = "Where noise enters", Caption = string.Create(CultureInfo.InvariantCulture, $"n = {noise.Count} activations; hover for names") };

    /// <summary>Points of accuracy lost against the number of calibration pictures, a line for each method.</summary>
    public static Figure Sweep(IReadOnlyList<SweepPoint> points, int pictures) => new([new Panel([.. points.GroupBy(point => point.Method).Select((group, i) =>
        new PointTrace($"{group.Key}", [.. group.Select(point => (object)$"{point.Samples}")], [.. group.Select(point => point.LossPct)])
        {
            HasLine = true,
            Color = s_colors[i % s_colors.Length],
            Texts = [.. group.Select(point => $"{point}")],
        })])
        { X = new Axis { Title = "calibration pictures" }, Y = new Axis { Title = "accuracy lost, points" } }])
    { Title = "Loss by method and calibration size", ShowLegend = true, Caption = string.Create(CultureInfo.InvariantCulture, $"n = {pictures} held-out pictures, the same for every point") };

    /// <summary>The nodes that take longest, in both forms.</summary>
    public static Figure Speed(SpeedExplanation explanation, int nodes = 12)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var longest = explanation.Nodes.OrderByDescending(node => Math.Max(node.FloatSeconds, node.QuantizedSeconds)).Take(nodes).ToList();
        BarTrace Bars(string name, string color, Func<NodeSpeed, double> of) => new(name, [.. longest.Select(node => (object)node.Name)], [.. longest.Select(node => 1e3 * of(node))]) { Color = Palette.Of(color) };
        return new Figure([new Panel([Bars("float", "identity", node => node.FloatSeconds), Bars("int8", "quantize", node => node.QuantizedSeconds)])
            { X = new Axis { Title = "node" }, Y = new Axis { Title = "time, ms" } }])
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"Longest nodes; the whole model is {explanation.Ratio:0.00} x as fast in int8"),
            ShowLegend = true,
            Height = 520,
            Caption = string.Create(CultureInfo.InvariantCulture, $"lower quartiles of runs in turn, {explanation.Threads} thread(s), int8 instructions: {explanation.Instructions}"),
        };
    }
}
