using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Tests.Operators.Quantization;

/// <summary>
/// A small network drawn from a seed that knows, step by step, how far rounding can carry it: with scales s of activations and w of
/// weights, a rounded activation is off by one s at most (half for rounding, half for the zero point's own), a product by
/// sum|weight| * error + terms * w / 2 * (largest + error) + half a unit of the bias.
/// </summary>
internal sealed class RandomGraph
{
    private const int Side = 6;

    private readonly GraphBuilder builder;
    private readonly List<Step> steps = [];
    private readonly List<(string Name, int Channels, int Side)> maps = [];
    private SplitMix64 random;
    private int counter;

    private RandomGraph(ulong seed)
    {
        random = SplitMix64.For(seed, 77, 0);
        builder = new GraphBuilder($"random {seed}").Input("x", ElementType.Float32, 1, 3, Side, Side);
        maps.Add(("x", 3, Side));
    }

    /// <summary>What one tensor's error is made of.</summary>
    private sealed record Step(string Output, Func<Func<string, double>, double> Error, string? Shares = null);

    public OnnxModel Model { get; private set; } = null!;

    public Dictionary<string, Tensor> Input { get; private set; } = null!;

    public static RandomGraph Of(ulong seed)
    {
        var graph = new RandomGraph(seed);
        for (var i = 0; i < 7; i++) graph.Grow(i);
        graph.Finish();
        return graph;
    }

    /// <summary>The largest error of the output that the scales of a quantized model explain.</summary>
    public double Bound(QuantizationReport report)
    {
        var ranges = report.Ranges.ToDictionary(range => range.Tensor);
        var errors = new Dictionary<string, double> { ["x"] = ranges.TryGetValue("x", out var first) ? first.Scale : 0 };
        _ranges = ranges;
        foreach (var step in steps)
        {
            var root = step.Shares;
            while (root is not null && steps.FirstOrDefault(other => other.Output == root)?.Shares is { } next) root = next;
            var range = ranges.GetValueOrDefault(step.Output) ?? (root is null ? null : ranges.GetValueOrDefault(root));
            errors[step.Output] = step.Error(name => errors[name]) + (range?.Scale ?? 0);
        }

        return errors["y"];
    }

    private Dictionary<string, ActivationRange> _ranges = [];

    private double Largest(string tensor) => _ranges.TryGetValue(tensor, out var range) ? Math.Max(-range.Range.Low, range.Range.High) : double.PositiveInfinity;

    private void Grow(int i)
    {
        var (name, channels, side) = maps[random.Below(maps.Count)];
        switch (i == 0 ? 0 : random.Below(7))
        {
            case 0 or 1:
                Conv(i == 0 ? "x" : name, i == 0 ? 3 : channels, i == 0 ? Side : side);
                break;
            case 2:
                Plain("Relu", name, channels, side);
                break;
            case 3 when side >= 4:
                Plain("MaxPool", name, channels, side / 2, shares: name, ("kernel_shape", [2, 2]), ("strides", [2, 2]));
                break;
            case 4:
                Plain("Sigmoid", name, channels, side);
                break;
            default:
                var others = maps.Where(map => map.Channels == channels && map.Side == side).ToList();
                var other = others[random.Below(others.Count)].Name;
                Join(random.Chance(0.5f) ? "Add" : "Concat", name, other, channels, side);
                break;
        }
    }

    private void Conv(string input, int channels, int side)
    {
        var outputs = 2 + random.Below(6);
        var groups = channels % 2 == 0 && random.Chance(0.3f) ? 2 : 1;
        outputs -= outputs % groups;
        var (weight, bias) = (Draw(outputs * (channels / groups) * 9, 0.5f), Draw(outputs, 0.3f));
        var withBias = random.Chance(0.7f);
        if (random.Chance(0.2f)) Array.Clear(weight, 0, channels / groups * 9);
        var name = $"conv{counter++}";
        builder.Initializer($"{name}.w", weight, outputs, channels / groups, 3, 3);
        if (withBias) builder.Initializer($"{name}.b", bias, outputs);
        var normed = random.Chance(0.4f);
        builder.NamedNode(name, "Conv", withBias ? [input, $"{name}.w", $"{name}.b"] : [input, $"{name}.w"], [normed ? $"{name}_raw" : name], ("pads", [1, 1, 1, 1]), ("group", groups));
        var factor = Enumerable.Repeat(1.0, outputs).ToArray();
        var shift = withBias ? bias.Select(value => (double)value).ToArray() : new double[outputs];
        if (normed)
        {
            var (gamma, beta, mean, variance) = (Draw(outputs, 1), Draw(outputs, 0.5f), Draw(outputs, 0.5f), Draw(outputs, 1).Select(value => Math.Abs(value) + 0.1f).ToArray());
            builder.Initializer($"{name}.g", gamma, outputs).Initializer($"{name}.n", beta, outputs).Initializer($"{name}.m", mean, outputs).Initializer($"{name}.v", variance, outputs)
                .NamedNode($"{name}_norm", "BatchNormalization", [$"{name}_raw", $"{name}.g", $"{name}.n", $"{name}.m", $"{name}.v"], [name]);
            factor = [.. gamma.Select((value, c) => value / Math.Sqrt(variance[c] + 1e-5))];
            shift = [.. shift.Select((value, c) => (value - mean[c]) * factor[c] + beta[c])];
        }

        var terms = weight.Length / outputs;
        var rows = Enumerable.Range(0, outputs).Select(c => weight[(c * terms)..((c + 1) * terms)].Select(value => value * factor[c]).ToArray()).ToArray();
        steps.Add(new(name, error => Product(rows, shift, input, error)));
        maps.Add((name, outputs, side));
        if (random.Chance(0.6f)) Plain("Relu", name, outputs, side);
    }

    /// <summary>The worst row: a channel's scale is its largest weight over 127, or what its bias needs.</summary>
    private double Product(double[][] rows, double[] bias, string input, Func<string, double> error)
    {
        var (off, largest) = (error(input), Largest(input));
        if (double.IsInfinity(largest)) return rows.Max(row => row.Sum(Math.Abs)) * off;
        var scale = _ranges[input].Scale;
        return rows.Select((row, c) =>
        {
            var step = row.Max(Math.Abs) is var most and > 0 ? most / 127 : 0;
            // A channel of zeros has a scale of its own choice; its bias is then kept to a millionth.
            var unit = step > 0 ? Math.Max(step, Math.Abs(bias[c]) / scale / (1 << 30)) * scale : Math.Abs(bias[c]) * 1e-6;
            return row.Sum(Math.Abs) * off + row.Length * step / 2 * (largest + off) + unit;
        }).Max() * 1.0001;
    }

    private void Plain(string opType, string input, int channels, int side, string? shares = null, params (string, AttributeValue)[] attributes)
    {
        var name = $"{opType.ToLowerInvariant()}{counter++}";
        builder.NamedNode(name, opType, [input], [name], attributes);
        steps.Add(new(name, error => error(input), shares));
        maps.Add((name, channels, side));
    }

    private void Join(string opType, string a, string b, int channels, int side)
    {
        var name = $"{opType.ToLowerInvariant()}{counter++}";
        builder.NamedNode(name, opType, [a, b], [name], opType == "Concat" ? [("axis", 1L)] : []);
        steps.Add(new(name, error => opType == "Add" ? error(a) + error(b) : Math.Max(error(a), error(b))));
        maps.Add((name, opType == "Add" ? channels : 2 * channels, side));
    }

    private void Finish()
    {
        var (last, channels, _) = maps[^1];
        var weight = Draw(channels * 4, 0.5f);
        var bias = Draw(4, 0.2f);
        builder.Node("GlobalAveragePool", [last], ["pooled"]).Node("Flatten", ["pooled"], ["flat"])
            .Initializer("fc.w", weight, 4, channels).Initializer("fc.b", bias, 4).Node("Gemm", ["flat", "fc.w", "fc.b"], ["y"], ("transB", 1))
            .Output("y", ElementType.Float32, 1, 4);
        steps.Add(new("pooled", error => error(last)));
        steps.Add(new("flat", error => error("pooled"), "pooled"));
        var rows = Enumerable.Range(0, 4).Select(c => weight[(c * channels)..((c + 1) * channels)].Select(value => (double)value).ToArray()).ToArray();
        steps.Add(new("y", error => Product(rows, [.. bias.Select(value => (double)value)], _ranges.ContainsKey("flat") ? "flat" : "pooled", error)));
        Model = builder.Build();
        Input = new() { ["x"] = Tensor.Of(Draw(3 * Side * Side, 1), 1, 3, Side, Side) };
    }

    private float[] Draw(int count, float width)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = width * random.Bell();
        return values;
    }
}
