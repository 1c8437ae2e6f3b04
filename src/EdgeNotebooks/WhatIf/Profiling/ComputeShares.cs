using System.Text.RegularExpressions;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Onnx.Cuts;

namespace EdgeNotebooks.WhatIf.Profiling;

/// <summary>
/// Which share of a model's compute lies in each node, by ONNX Runtime's profiler. The runtime fuses nodes and calls the result by one of
/// them or by the last one's output, with marks behind; the others of a fusion count 0. What matches no node is spread like the rest.
/// </summary>
internal static partial class ComputeShares
{
    /// <summary>Below this share of the profiled time that finds its node, multiply-accumulates tell the shares instead.</summary>
    private const double LeastMatched = 0.5;

    /// <summary>A share for each node; they add up to 1.</summary>
    public static double[] Of(OnnxModel model, IReadOnlyDictionary<string, Tensor> inputs, SizedGraph sizes)
    {
        var nodes = model.Graph.Nodes;
        var owners = new Dictionary<string, int>();
        foreach (var node in nodes)
        {
            if (node.Proto.Name.Length > 0) owners.TryAdd(node.Proto.Name, node.Index);
            foreach (var output in node.Proto.Output) owners.TryAdd(output, node.Index);
        }

        var shares = new double[nodes.Length];
        var (all, matched) = (0.0, 0.0);
        foreach (var time in OperatorProfile.Of([model], inputs, runs: 7, warmup: 3)[0])
        {
            all += time.Seconds;
            if (Owner(time.Name, owners) is not { } owner) continue;
            shares[owner] += time.Seconds;
            matched += time.Seconds;
        }

        if (!(matched >= LeastMatched * all) || matched == 0) shares = [.. sizes.Macs.Select(macs => (double)(macs ?? 0))];
        var sum = shares.Sum();
        return sum > 0 ? [.. shares.Select(share => share / sum)] : [.. shares.Select(_ => 1.0 / shares.Length)];
    }

    private static int? Owner(string name, Dictionary<string, int> owners)
    {
        while (!owners.ContainsKey(name) && Mark().Match(name) is { Success: true } mark) name = name[..mark.Index];
        return owners.TryGetValue(name, out var owner) ? owner : null;
    }

    [GeneratedRegex("(_token_[0-9]+|_nchwc|_nhwc|_quant|_float|_quantized|_kernel_time)$")]
    private static partial Regex Mark();
}
