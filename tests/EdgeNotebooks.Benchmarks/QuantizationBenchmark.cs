using System.Diagnostics;
using System.Globalization;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Operators.Quantization.Explaining;
using EdgeNotebooks.Operators.Verification;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Subjects.Evaluation;

namespace EdgeNotebooks.Benchmarks;

/// <summary>
/// What quantization gains and costs, as ratios of runs taken in turn: speed of the small subjects and of the full-size <c>resnet</c>,
/// accuracy lost, and what calibration costs over plain inference. One thread.
/// </summary>
public static class QuantizationBenchmark
{
    private const int CalibrationPictures = 200;
    private const int HeldOut = 2000;
    private const int Runs = 200;

    public static IEnumerable<Measured> Run()
    {
        foreach (var found in SubjectCatalog.Default().FindAll().Where(found => found is { Path: not null, Subject.IsFullSize: false }))
        {
            var model = OnnxModel.Load(found.Path!);
            var options = new QuantizationOptions { Threads = 1 };
            var quantized = model.Quantize(QuantizationSweep.CalibrationOf(found.Subject, CalibrationPictures), options);
            var explained = quantized.Explain(QuantizationSweep.CalibrationOf(found.Subject, 1).First(model), Runs);
            yield return new($"quantize: {found.Subject.Name}, int8 time over float time", 1 / explained.Ratio, 1, "x");
            var loss = QuantizationSweep.Point(options.Method, CalibrationPictures,
                QuantizationSweep.Evaluate(model, found.Subject, HeldOut), QuantizationSweep.Evaluate(quantized, found.Subject, HeldOut));
            yield return new($"quantize: {found.Subject.Name}, points lost on {HeldOut} pictures (95 % interval {Text(loss.LossLow)} to {Text(loss.LossHigh)})", loss.LossPct, 0.5, "points");
        }

        foreach (var measured in Throughput()) yield return measured;
        foreach (var measured in FullSize()) yield return measured;
    }

    /// <summary>Plain inference of the same pictures over a pass of calibration.</summary>
    private static IEnumerable<Measured> Throughput()
    {
        var model = OnnxModel.Load(SubjectCatalog.Default().Find("resnet_mini").RequirePath());
        CalibrationData drawn = ShapesDataset.Calibration(1);
        var sample = drawn.First(model);
        // Drawing pictures is no part of either, so one of them is run again and again.
        var repeated = CalibrationData.Of([.. Enumerable.Repeat(sample, 2000)]);
        using var session = Session.Open(model);
        foreach (var (method, goal) in new[] { (CalibrationMethod.MinMax, 1 / 0.65), (CalibrationMethod.Mse, 1 / 0.35) })
        {
            var ratios = new List<double>();
            for (var round = 0; round < 5; round++)
            {
                var plain = Time(() =>
                {
                    for (var i = 0; i < repeated.Count; i++) session.Run(sample);
                });
                var calibrating = Time(() => model.Calibrate(repeated, new() { Method = method, Threads = 1 }));
                ratios.Add(calibrating / plain);
            }

            yield return new($"quantize: calibration of resnet_mini by {method}, over plain inference", ratios.Order().ElementAt(2), goal, "x");
        }
    }

    /// <summary>The study's own resnet with random weights.</summary>
    private static IEnumerable<Measured> FullSize()
    {
        var folder = Directory.CreateTempSubdirectory("edgenb-benchmark-").FullName;
        try
        {
            var path = Path.Combine(folder, "resnet.onnx");
            Command.Edgenb(folder, "models", "build", "resnet", "--out", path);
            var model = OnnxModel.Load(path);
            var quantized = model.Quantize(CalibrationData.Of([RandomInputs.Of(model)]), new() { Threads = 1 });
            var saved = Path.Combine(folder, "int8.onnx");
            quantized.Save(saved);
            var explained = quantized.Explain(RandomInputs.Of(model), runs: 10);
            yield return new("quantize: resnet, bytes of the file over float", (double)new FileInfo(saved).Length / new FileInfo(path).Length, 0.27, "x");
            yield return new($"quantize: resnet, int8 time over float time ({Text(explained.Ratio)} x as fast, {explained.Instructions})", 1 / explained.Ratio, 1 / 2.6, "x");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
