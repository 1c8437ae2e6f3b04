using EdgeNotebooks.Inference;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Operators.Quantization.Ranges;
using EdgeNotebooks.Units;
using static EdgeNotebooks.Tests.Operators.Quantization.SmallGraphs;

namespace EdgeNotebooks.Tests.Operators.Quantization;

public class CalibrationTests
{
    [Fact]
    public void GroupsUnderASmallBudget_MeasureTheSame_InMorePasses()
    {
        var data = Samples([-1f, 2, 0.5f, 2], [3f, -2, 1, 0]);
        // Every tensor takes 4 floats, 16 bytes: 32 bytes hold two of them.
        var (wide, narrow) = (Block().Calibrate(data), Block().Calibrate(data, new() { TapBudgetBytes = 32 }));
        Assert.Equal((1, 5, 80L), (wide.Plan.Passes, wide.Plan.Tensors, wide.Plan.TapBytes));
        Assert.Equal((3, 32L), (narrow.Plan.Passes, narrow.Plan.TapBytes));
        // Other outputs, other fusions: sums may differ in the last digits.
        Assert.All(wide.Quantize().Report.Ranges.Zip(narrow.Quantize().Report.Ranges), pair =>
        {
            Assert.Equal(pair.First.Tensor, pair.Second.Tensor);
            Assert.Equal(pair.First.Largest, pair.Second.Largest, 5);
            Assert.Equal(pair.First.Smallest, pair.Second.Smallest, 5);
        });
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void AnActivationThatIsNotFinite_IsNamedWithItsSample(float bad)
    {
        var error = Assert.Throws<CalibrationException>(() => Block().Quantize(Samples([1f, 2, 3, 4], [1f, bad, 3, 4])));
        Assert.Equal(("sample 2", "x"), (error.Sample, error.Tensor));
        Assert.Contains("'x' becomes NaN or infinite", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(63)]
    public void OneNaNAmongMany_IsFound(int place)
    {
        var values = Enumerable.Range(0, 64).Select(i => (float)i).ToArray();
        values[place] = float.NaN;
        Assert.False(new TensorStatistics("t", keepHistogram: false).Add(values));
    }

    [Fact]
    public void SamplesOfAnotherShape_AreRefusedByName()
    {
        var wrong = new Dictionary<string, Tensor> { ["x"] = Tensor.Of(new float[3], 1, 3, 1, 1) };
        var error = Assert.Throws<CalibrationException>(() => Block().Quantize(CalibrationData.Of([wrong])));
        Assert.Contains("sample 1: it is float32 [1, 3, 1, 1], but the model takes x: float32 1x2x1x2", error.Message);
    }

    [Fact]
    public void WithoutSamples_NothingHappens() =>
        Assert.Contains("holds no sample", Assert.Throws<CalibrationException>(() => Block().Quantize(Samples())).Message);

    [Fact]
    public void AQuantizedModel_IsNotQuantizedAgain()
    {
        var quantized = Block().Quantize(Samples([1f, 2, 3, 4]));
        Assert.Contains("it is quantized already", Assert.Throws<QuantizationException>(() => quantized.Model.Quantize(Samples([1f, 2, 3, 4]))).Message);
    }

    [Fact]
    public void TheMovingAverage_FollowsItsDefinition()
    {
        var statistics = new TensorStatistics("t", keepHistogram: false);
        foreach (var sample in new float[][] { [0, 10], [-2, 20], [-1, 0] }) statistics.Add(sample);
        // Largest: 10, then 10 + (20 - 10) / 10 = 11, then 11 - 11 / 10 = 9.9. Smallest: 0, -0.2, -0.28.
        var range = statistics.Range(CalibrationMethod.MovingAverage, 0);
        Assert.Equal((-0.28, 9.9), (Math.Round(range.Low, 9), Math.Round(range.High, 9)));
    }

    [Fact]
    public void APercentile_CutsTheSameShareAtBothEnds()
    {
        // 2000 values, one in each half-unit from -1000 to 1000: 1 % leaves out ten at either end.
        var values = Enumerable.Range(-1000, 2000).Select(i => i + 0.5f).ToArray();
        var range = Seen(values).Range(CalibrationMethod.Percentile, 99);
        Assert.Equal((-990, 990), (Math.Round(range.Low), Math.Round(range.High)));
        Assert.Equal(0.01, Seen(values).Outside(range), 3);
    }

    [Fact]
    public void LeastSquares_ClipsARareOutlier_AndKeepsAnEvenSpread()
    {
        var even = Enumerable.Range(0, 100_000).Select(i => i / 100_000f).ToArray();
        Assert.InRange(Seen(even).Range(CalibrationMethod.Mse, 0).High, 0.97, 1);
        // One value of 8 among 100,000 up to 1: keeping it costs 8^2/255^2/12 = 8.2e-5 for each value, clipping at 1 costs 49/100,000 + 1.3e-6 = 4.9e-4;
        // in between, at h: (8-h)^2/100,000 + (h/255)^2/12 is least near h = 7. The outlier is clipped, but not to 1.
        float[] outlier = [.. even, 8];
        Assert.InRange(Seen(outlier).Range(CalibrationMethod.Mse, 0).High, 6, 7.7);
    }

    [Fact]
    public void Entropy_ClipsAnOutlier_AndKeepsAnEvenSpread()
    {
        var random = SplitMix64.For(3, 0, 0);
        var bell = new float[200_000];
        for (var i = 0; i < bell.Length; i++) bell[i] = random.Bell();
        // A value of 100 beside values within 3.5: a step of the whole range is 0.4 wide and blurs the bell, which loses more than the one value.
        Assert.InRange(Seen([.. bell, 100]).Range(CalibrationMethod.Entropy, 0).High, 3.5, 30);
        var even = Enumerable.Range(0, 100_000).Select(i => i / 100_000f).ToArray();
        Assert.InRange(Seen(even).Range(CalibrationMethod.Entropy, 0).High, 0.95, 1);
    }

    private static TensorStatistics Seen(float[] values)
    {
        var statistics = new TensorStatistics("t", keepHistogram: true);
        foreach (var part in values.Chunk(777)) Assert.True(statistics.Add(part));
        return statistics;
    }
}
