using EdgeNotebooks.Charts;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Metrics;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Operators.Quantization;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Subjects.Evaluation;

namespace EdgeNotebooks.Tests.Subjects.Evaluation;

public class QuantizationSweepTests
{
    private static OnnxModel Mini => OnnxModel.Load(Path.GetFullPath("../../models/resnet_mini.onnx", PaperFolder.Committed));

    [Fact]
    public void TheIntervalIsThatOfPairedDifferences()
    {
        // Differences 100, 0, 0, 0, 0, 0, 0, -100, 100, 0: mean 10, deviation sqrt((3 * 100^2 - 10 * 10^2) / 9) = 56.765; 1.96 * 56.765 / sqrt(10) = 35.18.
        double[] before = [100, 100, 100, 0, 0, 100, 100, 0, 100, 0], after = [0, 100, 100, 0, 0, 100, 100, 100, 0, 0];
        var point = QuantizationSweep.Point(CalibrationMethod.MinMax, 5, Hits(before), Hits(after));
        Assert.Equal((60.0, 50.0, 10.0), (Hits(before).Values[0].Value, point.ScorePct, point.LossPct));
        Assert.Equal((-25.18, 45.18), (Math.Round(point.LossLow, 2), Math.Round(point.LossHigh, 2)));
    }

    [Fact]
    public void ASweep_HasAPointForEachMethodAndSize_AndDrawsThem()
    {
        var points = QuantizationSweep.Of(Mini, SubjectCatalog.Require("resnet_mini"), [CalibrationMethod.MinMax, CalibrationMethod.Mse], [2, 20], pictures: 40);
        Assert.Equal([(CalibrationMethod.MinMax, 2), (CalibrationMethod.Mse, 2), (CalibrationMethod.MinMax, 20), (CalibrationMethod.Mse, 20)], points.Select(point => (point.Method, point.Samples)));
        Assert.Equal(points[0].ScorePct + points[0].LossPct, points[3].ScorePct + points[3].LossPct, 9);
        Assert.Equal(2, QuantizationFigures.Sweep(points, 40).Traces.Count());
    }

    [Fact]
    public void TheFigureOfRanges_ShowsAllValues_AndAFrameForEachMethod()
    {
        var calibration = Mini.Calibrate(ShapesDataset.Calibration(5), new() { Method = CalibrationMethod.Entropy });
        var tensor = calibration.Tensors[3];
        var seen = calibration.DistributionOf(tensor, bins: 50);
        Assert.Equal(1, seen.Shares.Sum(), 9);
        Assert.InRange(seen.Middles.Count, 25, 50);
        var figure = QuantizationFigures.Range(calibration, tensor, CalibrationMethod.MinMax, CalibrationMethod.Percentile);
        var frame = Assert.IsType<PointTrace>(figure.Traces.ElementAt(1));
        Assert.Equal([calibration.RangeOf(tensor, CalibrationMethod.MinMax).Range.Low, calibration.RangeOf(tensor, CalibrationMethod.MinMax).Range.High], frame.X.Cast<double>().Distinct());
        Assert.Throws<TensorNotFoundException>(() => calibration.DistributionOf("nothing"));
    }

    private static Accuracy Hits(double[] perPicture) => new(perPicture.Length, new SkippedPictures())
    {
        TopK = new TopKAccuracy(perPicture.Length, perPicture.Count(hit => hit > 0), perPicture.Length),
        PerPicture = perPicture,
    };
}
