using EdgeNotebooks.Benchmarks;
using EdgeNotebooks.Inference;

// Each benchmark prints what it measured beside its goal; a missed goal makes the exit status 1.
//   dotnet run -c Release --project tests/EdgeNotebooks.Benchmarks -- [NAME...]
var all = new Dictionary<string, Func<IEnumerable<Measured>>>
{
    ["host"] = HostBenchmark.Run,
    ["kernel"] = KernelBenchmark.Run,
    ["graph"] = GraphBenchmark.Run,
    ["quantize"] = QuantizationBenchmark.Run,
    ["quantize-cost"] = QuantizationCostBenchmark.Run,
    ["quantize-snr"] = QuantizationFidelityBenchmark.Classifiers,
    ["quantize-snr-dense"] = QuantizationFidelityBenchmark.Dense,
    ["statistics"] = StatisticsBenchmark.Run,
    ["page"] = PageBenchmark.Run,
    ["whatif"] = WhatIfBenchmark.Run,
    ["links"] = LinkBenchmark.Run,
    ["tiers"] = TierBenchmark.Run,
    ["seam"] = SeamBenchmark.Run,
    ["overhead"] = ExperimentBenchmark.Overhead,
    ["aa"] = ExperimentBenchmark.SameAgainstSame,
};
var chosen = args.Length == 0 ? [.. all.Keys] : args;
if (chosen.FirstOrDefault(name => !all.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"error: no benchmark '{unknown}'; there are: {string.Join(", ", all.Keys)}");
    return 2;
}

Console.WriteLine(Machine.Here);
var missed = 0;
foreach (var measured in chosen.SelectMany(name => all[name]()))
{
    Console.WriteLine(measured);
    if (!measured.IsReached) missed++;
}

return missed == 0 ? 0 : 1;
