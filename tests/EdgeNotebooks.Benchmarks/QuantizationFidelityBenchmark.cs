using System.Globalization;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Partition;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Subjects.Serving;

namespace EdgeNotebooks.Benchmarks;

/// <summary>
/// How close int8 comes to float in the study's own networks with random weights: signal over noise of the scores (before duc's softmax),
/// where the signal is what differs from the mean score of each class, and the share of equal decisions. Calibration sees other pictures.
/// </summary>
public static class QuantizationFidelityBenchmark
{
    /// <summary>Overrides the number of inputs of every subject.</summary>
    private const string InputsVariable = "EDGENB_BENCH_INPUTS";

    private const double GoalDb = 20;

    /// <summary>Bytes of activations in one pass: dense networks have single maps of 80 MB.</summary>
    private const long TapBudgetBytes = 2L << 30;

    /// <summary>The classifiers, with 50 inputs.</summary>
    public static IEnumerable<Measured> Classifiers() => new[] { "resnet", "resnext" }.Select(subject => Of(subject, 50, null));

    /// <summary>The segmentations, whose inferences take seconds: with fewer inputs, each of which has 10^5 decisions.</summary>
    public static IEnumerable<Measured> Dense() => new[] { ("fcn", 6, null), ("duc", 3, "duc.cells") }.Select(one => Of(one.Item1, one.Item2, one.Item3));

    private static Measured Of(string subject, int usual, string? scores)
    {
        var inputs = Environment.GetEnvironmentVariable(InputsVariable) is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : usual;
        using var built = new FullSizeFile(subject);
        var model = OnnxModel.Load(built.Path);
        var data = CalibrationData.Of([.. Pictures(subject, ScenesDataset.Calibration(inputs)).Select(one => (IReadOnlyDictionary<string, Tensor>)one)], "drawn scenes");
        var calibration = model.Calibrate(data, new() { Method = CalibrationMethod.Mse, TapBudgetBytes = TapBudgetBytes });
        var held = Pictures(subject, ScenesDataset.HeldOut(inputs)).ToArray();
        var reference = Scores(model, scores, held);
        var tried = Enum.GetValues<CalibrationMethod>().Select(method => (Method: method, Compared: new ScoreComparison(reference, Scores(calibration.Quantize(new() { Method = method }), scores, held)))).ToArray();
        var best = tried.MaxBy(one => one.Compared.SqnrDb);
        var others = string.Join(", ", tried.Select(one => FormattableString.Invariant($"{one.Method} {one.Compared.SqnrDb:0.0}")));
        return new(FormattableString.Invariant($"quantize-snr: {subject}, scores of {inputs} inputs by {best.Method} (dB: {others}; equal decisions {best.Compared.AgreementPct:0.0} %)"), best.Compared.SqnrDb, GoalDb, "dB") { AtLeast = true };
    }

    /// <summary>Scenes at the size that the subject is meant for, as it is served.</summary>
    private static IEnumerable<Dictionary<string, Tensor>> Pictures(string subject, ScenesDataset scenes)
    {
        var pipeline = ServingPipeline.For(subject);
        var shape = SubjectCatalog.Require(subject).TypicalShape;
        for (var i = 0; i < scenes.Count; i++)
        {
            var picture = Resize.To(scenes[i].Picture, (int)shape.Dims[3].Value!, (int)shape.Dims[2].Value!);
            yield return new() { [pipeline.InputName!] = pipeline.Prepare(picture).Inputs.Values.Single() };
        }
    }

    private static Tensor[] Scores(OnnxModel model, string? tensor, IReadOnlyList<Dictionary<string, Tensor>> inputs)
    {
        var part = tensor is null ? model : model.Partition([tensor]).Parts[0];
        using var session = Session.Open(part, new SessionSettings { Threads = Environment.ProcessorCount });
        return [.. inputs.Select(input => session.Run(input)[session.OutputTypes[0].Name])];
    }
}
