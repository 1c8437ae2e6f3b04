using System.Diagnostics;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Operators.Quantization.Explaining;
using EdgeNotebooks.Operators.Verification;
using EdgeNotebooks.Subjects;

namespace EdgeNotebooks.Benchmarks;

/// <summary>
/// What quantizing takes: time and memory of <c>edgenb quantize</c> of the full-size <c>resnet</c>, memory against the number of samples, and
/// what <c>--preset fast</c> makes of the full-size <c>resnext</c>.
/// </summary>
public static class QuantizationCostBenchmark
{
    private const int Samples = 100;
    private const int Rounds = 3;

    public static IEnumerable<Measured> Run()
    {
        yield return MemoryAgainstSamples();
        foreach (var measured in Resnet()) yield return measured;
        yield return ResnextFast();
    }

    /// <summary>The least of some rounds, as the system adds to a process what it likes.</summary>
    private static Measured MemoryAgainstSamples()
    {
        var model = SubjectCatalog.Default().Find("resnet_mini").RequirePath();
        using var folder = new ScratchFolder();
        long Peak(int samples) => Enumerable.Range(0, Rounds).Min(_ =>
            Command.Edgenb(folder.Path, "quantize", model, "--calibration", "shapes", "--samples", $"{samples}", "--method", "mse", "--out", "int8.onnx").PeakBytes);
        return new("quantize-cost: resnet_mini, memory with 1,000 samples over 50", (double)Peak(1000) / Peak(50), 1.05, "x");
    }

    private static IEnumerable<Measured> Resnet()
    {
        using var built = new FullSizeFile("resnet");
        yield return new("quantize-cost: memory of edgenb models build resnet", built.Build.PeakBytes / 1e6, 400, "MB");
        var model = OnnxModel.Load(built.Path);
        var sample = RandomInputs.Of(model);
        var samples = Directory.CreateDirectory(Path.Combine(built.Folder, "samples")).FullName;
        for (var i = 0; i < Samples; i++) TensorFile.Write(Path.Combine(samples, FormattableString.Invariant($"{i:000}.pb")), "input", RandomInputs.Of(model, seed: (ulong)i)["input"]);
        var ratios = new List<double>();
        var peak = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            double inference;
            using (var session = Session.Open(built.Path, new SessionSettings { Threads = Environment.ProcessorCount }))
            {
                session.Run(sample);
                inference = Seconds(() =>
                {
                    for (var i = 0; i < Samples; i++) session.Run(sample);
                });
            }

            var copy = Seconds(() => File.Copy(built.Path, Path.Combine(built.Folder, "copy.onnx"), overwrite: true));
            var cost = Command.Edgenb(built.Folder, "quantize", built.Path, "--calibration", samples, "--samples", $"{Samples}", "--method", "minmax", "--out", "int8.onnx");
            Console.WriteLine(FormattableString.Invariant($"         round {round + 1}: {Samples} inferences {inference:0.0} s, copying {copy:0.0} s, edgenb quantize {cost.Seconds:0.0} s, {cost.PeakBytes / 1e9:0.00} GB"));
            ratios.Add(cost.Seconds / (inference + copy));
            peak = Math.Max(peak, cost.PeakBytes);
        }

        yield return new($"quantize-cost: resnet, edgenb quantize by minmax over {Samples} float inferences and a copy", ratios.Order().ElementAt(Rounds / 2), 2, "x");
        yield return new("quantize-cost: resnet, its memory", peak / 1e9, 2, "GB");
    }

    /// <summary>At least 1.6 times as fast, or 80 % of the bound that the operators' own times set when each runs in its faster form.</summary>
    private static Measured ResnextFast()
    {
        using var built = new FullSizeFile("resnext");
        var model = OnnxModel.Load(built.Path);
        var inputs = RandomInputs.Of(model);
        var calibration = model.Calibrate(CalibrationData.Of([inputs]));
        var bound = calibration.Quantize().Explain(inputs, runs: 10).Bound;
        var fast = calibration.Quantize(new() { Preset = QuantizationPreset.Fast }, inputs).Explain(inputs, runs: 10);
        var what = FormattableString.Invariant($"quantize-cost: resnext by --preset fast, {fast.Ratio:0.00} x as fast as float where the operators' own times allow {bound:0.00} x ({fast.Instructions}), over the lesser of 1.6 and 0.8 of that");
        return new(what, fast.Ratio / Math.Min(1.6, 0.8 * bound), 1, "x") { AtLeast = true };
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private sealed class ScratchFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("edgenb-benchmark-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
