using System.Globalization;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Operators.Quantization.Planning;

namespace EdgeNotebooks.Operators.Quantization.Explaining;

/// <summary>Measures a model in both forms and tells where the time goes.</summary>
public static class Explainer
{
    /// <summary>A loss below this share of an inference is noise.</summary>
    private const double Noticeable = 0.01;

    /// <summary>A product that takes less is mostly its call; ONNX Runtime needs a few microseconds for any.</summary>
    private const double SmallSeconds = 10e-6;

    private static readonly string[] s_layout = ["Transpose", "ReorderInput", "ReorderOutput"];

    /// <summary>Explains the speed of a quantized model on this machine.</summary>
    /// <param name="quantized">The model with its source.</param>
    /// <param name="inputs">A tensor for each input, of the size that is of interest.</param>
    /// <param name="runs">Timed runs of each form.</param>
    /// <param name="threads">Threads inside one operator.</param>
    /// <param name="instructions">What the processor has; by default this one's.</param>
    public static SpeedExplanation Explain(
        this QuantizedModel quantized, IReadOnlyDictionary<string, Tensor> inputs, int runs = 30, int threads = 1, Int8Instructions? instructions = null)
    {
        ArgumentNullException.ThrowIfNull(quantized);
        instructions ??= Int8Instructions.Here;
        var plan = Planner.Of(Preparation.Of(quantized.Source, quantized.Report.Options.PerTensor), quantized.Report.Options);
        var walls = Interleaved.LowerQuartiles([quantized.Source, quantized.Model], inputs, runs, threads);
        var profiles = OperatorProfile.Of([quantized.Source, quantized.Model], inputs, runs, threads);
        var match = new NodeMatch(plan);
        var (before, after) = (ByNode(match, profiles[0]), ByNode(match, profiles[1]));
        var nodes = plan.Nodes.Where(node => before.ContainsKey(node.Name) || after.ContainsKey(node.Name))
            .Select(node => new NodeSpeed(node.Name, node.Node.OpType, before.GetValueOrDefault(node.Name), after.GetValueOrDefault(node.Name), node.Reason)).ToList();
        var conversions = profiles[1].Where(time => time.OpType is "QuantizeLinear" or "DequantizeLinear").ToList();
        var layout = Math.Max(LayoutSeconds(profiles[1]) - LayoutSeconds(profiles[0]), 0);
        var grouped = plan.Nodes.Where(node => node.Node.Attribute("group") is { I: > 1 }).Select(node => node.Name).ToHashSet();
        var causes = Causes(nodes, grouped, conversions, layout, walls[1], instructions);
        var best = nodes.Sum(node => Math.Min(node.FloatSeconds, node.QuantizedSeconds));
        return new(walls[0], walls[1], nodes, conversions.Count, conversions.Sum(time => time.Seconds), profiles[0].Sum(time => time.Seconds) / Math.Max(best, 1e-9), causes, instructions, threads);
    }

    private static List<SlownessCause> Causes(
        List<NodeSpeed> nodes, HashSet<string> grouped, List<OperatorTime> conversions, double layout, double wall, Int8Instructions instructions)
    {
        var causes = new List<SlownessCause>();
        void Add(SlownessKind kind, double seconds, string text)
        {
            if (seconds >= Noticeable * wall) causes.Add(new(kind, seconds, string.Create(CultureInfo.InvariantCulture, $"{text} ({1e3 * seconds:0.000} ms, {100 * seconds / wall:0} % of an inference)")));
        }

        var left = nodes.Where(node => node.Reason is not null && node.QuantizedSeconds > 0).OrderByDescending(node => node.QuantizedSeconds).ToList();
        Add(SlownessKind.FloatNodes, left.Sum(node => node.QuantizedSeconds), left.Count == 0 ? "" : $"{Count(left.Count, "node stays", "nodes stay")} float, first of all {left[0].OpType} '{left[0].Name}': {left[0].Reason}");
        var slow = nodes.Where(node => node.Reason is null && node.FloatSeconds > 0 && node.QuantizedSeconds > node.FloatSeconds && OperatorKinds.IsProduct(node.OpType)).OrderByDescending(node => node.QuantizedSeconds - node.FloatSeconds).ToList();
        Add(SlownessKind.SlowKernels, slow.Sum(node => node.QuantizedSeconds - node.FloatSeconds), slow.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
            $"{Count(slow.Count, "integer kernel is", "integer kernels are")} slower than the float one, worst {slow[0].OpType} '{slow[0].Name}' with {slow[0].Ratio:0.00} x{(grouped.Contains(slow[0].Name) ? ": its groups have few channels, which suits no integer kernel" : "")}"));
        Add(SlownessKind.Conversions, conversions.Sum(time => time.Seconds), $"{Count(conversions.Count, "conversion runs", "conversions run")} between float and int8 (QuantizeLinear, DequantizeLinear)");
        Add(SlownessKind.Layout, layout, "integer kernels want channels last, so tensors are transposed at the borders");
        var small = nodes.Where(node => node is { Reason: null, FloatSeconds: > 0 and < SmallSeconds } && OperatorKinds.IsProduct(node.OpType)).ToList();
        Add(SlownessKind.SmallOperators, small.Sum(node => node.QuantizedSeconds), string.Create(CultureInfo.InvariantCulture,
            $"{Count(small.Count, "product takes", "products take")} less than {1e6 * SmallSeconds:0} microseconds even in float: calling them costs more than what they compute, and int8 can save little"));
        causes.Sort((a, b) => b.Seconds.CompareTo(a.Seconds));
        if (!instructions.Any) causes.Insert(0, new(SlownessKind.NoInstructions, double.NaN, "this processor has no instruction that sums 8-bit products (VNNI, AMX or DOTPROD), so that int8 kernels gain little"));
        return causes;
    }

    private static Dictionary<string, double> ByNode(NodeMatch match, IReadOnlyList<OperatorTime> times) => times
        .Select(time => (Owner: match.Owner(time), time.Seconds)).Where(time => time.Owner is not null)
        .GroupBy(time => time.Owner!).ToDictionary(group => group.Key, group => group.Sum(time => time.Seconds));

    private static double LayoutSeconds(IEnumerable<OperatorTime> times) => times.Where(time => s_layout.Contains(time.OpType)).Sum(time => time.Seconds);

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
