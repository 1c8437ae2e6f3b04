using EdgeNotebooks.Display;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization.Planning;

namespace EdgeNotebooks.Operators.Quantization.Explaining;

/// <summary>
/// Chooses what stays float for speed: products of equal form are a block, switched together, alone and with the products around
/// them, and what makes the whole model faster is kept. Operators are not judged by their own times, which hide what happens at the
/// borders; these only say which block is tried first.
/// </summary>
internal static class FastChoice
{
    private const int Runs = 25;
    private const int MostBlocks = 12;

    /// <summary>Less than this gain is noise, and int8 is kept.</summary>
    private const double WorthIt = 1.02;

    /// <summary>A block whose integer kernels take less than this share of the float ones' time is not tried.</summary>
    private const double Doubtful = 0.7;

    /// <summary>Names of the nodes to leave float, and what was tried.</summary>
    public static (IReadOnlyList<string> Excluded, IReadOnlyList<SpeedTrial> Trials) Of(
        Calibration calibration, QuantizationOptions options, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var full = calibration.Quantize(options with { Preset = QuantizationPreset.Full });
        var plan = Planner.Of(calibration.Prepared, options);
        var blocks = Blocks(plan, full.Explain(inputs, Runs)).Take(MostBlocks).ToList();
        IReadOnlyList<string> excluded = options.Exclude;
        OnnxModel best = full.Model;
        var trials = new List<SpeedTrial>();
        using var work = Work.Begin("timing the model with blocks left float", 2 * blocks.Count, "trials");
        foreach (var (name, block) in blocks)
        {
            foreach (var (label, nodes) in new[] { (name, block), ($"{name} with the products around", Around(plan, block)) })
            {
                work.Advance();
                List<string> wanted = [.. excluded.Union(nodes)];
                if (wanted.Count == excluded.Count || Without(calibration, options, wanted) is not { } candidate) continue;
                var gain = Gain(best, candidate, inputs);
                trials.Add(new(label, nodes.Count, gain, gain > WorthIt));
                if (gain > WorthIt) (best, excluded) = (candidate, wanted);
            }
        }

        return (excluded, trials);
    }

    /// <summary>A gain must show twice, in fresh sessions and in the other order: memory falls differently each time.</summary>
    private static double Gain(OnnxModel before, OnnxModel after, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var seconds = Interleaved.LowerQuartiles([before, after], inputs, Runs, threads: 1);
        var gain = seconds[0] / seconds[1];
        if (gain <= WorthIt) return gain;
        var again = Interleaved.LowerQuartiles([after, before], inputs, Runs, threads: 1);
        return Math.Min(gain, again[1] / again[0]);
    }

    private static OnnxModel? Without(Calibration calibration, QuantizationOptions options, IReadOnlyList<string> excluded)
    {
        try
        {
            return calibration.Quantize(options with { Preset = QuantizationPreset.Full, Exclude = excluded }).Model;
        }
        catch (QuantizationException)
        {
            // Nothing is left to quantize, or a node needs a range that was not measured: no candidate.
            return null;
        }
    }

    /// <summary>Products of one form, the most doubtful first.</summary>
    private static IEnumerable<(string Name, IReadOnlyList<string> Nodes)> Blocks(QuantizationPlan plan, SpeedExplanation explained)
    {
        var times = explained.Nodes.ToDictionary(node => node.Name);
        return plan.Nodes.Where(node => node is { IsQuantized: true, Kind: OperatorKind.Product } && times.ContainsKey(node.Name))
            .GroupBy(node => Form(plan.Model, node.Node))
            .Select(group => (Name: group.Key, Nodes: (IReadOnlyList<string>)[.. group.Select(node => node.Name)],
                Float: group.Sum(node => times[node.Name].FloatSeconds), Quantized: group.Sum(node => times[node.Name].QuantizedSeconds)))
            .Where(block => block.Quantized > Doubtful * block.Float).OrderByDescending(block => block.Quantized - block.Float)
            .Select(block => (block.Name, block.Nodes));
    }

    private static string Form(OnnxModel model, GraphNode node)
    {
        var dims = model.Graph.Require(node.Proto.Input[1]).Initializer!.Dims;
        var groups = node.Attribute("group")?.I ?? 1;
        return FormattableString.Invariant($"{node.OpType} {string.Join('x', dims)}{(groups > 1 ? $" in {groups} groups" : "")}");
    }

    /// <summary>The block with the products that feed it and that it feeds, through anything that multiplies nothing.</summary>
    private static IReadOnlyList<string> Around(QuantizationPlan plan, IReadOnlyList<string> block)
    {
        var graph = plan.Model.Graph;
        var kinds = plan.Nodes.ToDictionary(node => node.Node.Index);
        var result = new HashSet<string>(block);
        foreach (var node in plan.Nodes.Where(node => block.Contains(node.Name)).Select(node => node.Node))
        {
            Follow(node.Proto.Input[0], tensor => graph.Require(tensor).Producer is { } maker ? [maker] : [], index => [graph.Nodes[index].Proto.Input[0]]);
            Follow(node.Proto.Output[0], tensor => graph.Require(tensor).Readers, index => [graph.Nodes[index].Proto.Output[0]]);
        }

        return [.. result];

        void Follow(string tensor, Func<string, IReadOnlyList<int>> nodesAt, Func<int, IReadOnlyList<string>> onward)
        {
            foreach (var index in nodesAt(tensor))
            {
                if (kinds[index].Kind == OperatorKind.Product) result.Add(kinds[index].Name);
                else if (kinds[index].Kind == OperatorKind.Limit) Follow(onward(index)[0], nodesAt, onward);
            }
        }
    }
}
