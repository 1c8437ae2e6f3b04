using EdgeNotebooks.Inference;
using EdgeNotebooks.Operators.Quantization;

namespace EdgeNotebooks.Tests.Operators.Quantization;

/// <summary>Over random small graphs: the quantized model loads, runs, and errs by no more than its scales explain.</summary>
public class QuantizedGraphPropertyTests
{
    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(0, Environment.GetEnvironmentVariable("EDGENB_TEST_LONG") is null ? 40 : 1000).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AQuantizedGraph_StaysWithinTheErrorThatItsScalesImply(ulong seed)
    {
        var graph = RandomGraph.Of(seed);
        var expected = Run(graph.Model, graph, optimize: true);
        foreach (var options in Variants(seed))
        {
            var quantized = graph.Model.Quantize(CalibrationData.Of([graph.Input]), options);
            var bound = graph.Bound(quantized.Report);
            foreach (var optimize in new[] { false, true })
            {
                var error = Run(quantized, graph, optimize).Zip(expected, (a, b) => Math.Abs(a - b)).Max();
                Assert.True(error <= bound, $"{options.Preset} {options.Activations}, optimized {optimize}: error {error}, bound {bound}\n{quantized.Report}");
            }
        }
    }

    /// <summary>Where values are clipped or scales are shared no bound is known beforehand, but the model must load, run, and answer with numbers.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void EveryOption_GivesAModelThatRuns(ulong seed)
    {
        var graph = RandomGraph.Of(seed);
        var calibration = graph.Model.Calibrate(CalibrationData.Of([graph.Input]), new() { Method = CalibrationMethod.Mse, PerTensor = true });
        foreach (var method in Enum.GetValues<CalibrationMethod>())
            Assert.All(Run(calibration.Quantize(new() { Method = method, PerTensor = true, ReduceRange = true }), graph, optimize: true), value => Assert.True(float.IsFinite(value)));
    }

    /// <summary>The bound holds for one scale per channel, all values inside their range.</summary>
    private static IEnumerable<QuantizationOptions> Variants(ulong seed) =>
    [
        new(), new() { Preset = QuantizationPreset.Study }, new() { Activations = ActivationType.Int8 }, new() { TapBudgetBytes = 1 + (long)seed },
    ];

    private static float[] Run(EdgeNotebooks.Onnx.OnnxModel model, RandomGraph graph, bool optimize)
    {
        using var session = Session.Open(model, new SessionSettings { Optimize = optimize });
        return session.Run(graph.Input)["y"].Values<float>().ToArray();
    }
}
