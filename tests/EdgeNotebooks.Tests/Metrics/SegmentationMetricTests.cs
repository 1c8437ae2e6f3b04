using EdgeNotebooks.Metrics;

namespace EdgeNotebooks.Tests.Metrics;

public class SegmentationMetricTests
{
    // 2x3 pixels. Predicted foreground: 1, 1, 2; there: {1}, {1, 2}, {3} and one {2} where background is predicted.
    // Both: pixels 0 (class 1) and 1 (class 1) = 2. Either: pixel 0: 1; pixel 1: {1, 2} = 2; pixel 2: {2, 3} = 2; pixel 3: {2} = 1; sum 6.
    [Fact]
    public void ForegroundIou_OfAHandCountedPicture()
    {
        byte[] predicted = [1, 1, 2, 0, 0, 0];
        uint[] truth = [Set(1), Set(1, 2), Set(3), Set(2), Set(0), 0];
        Assert.Equal(2.0 / 6, ForegroundIou.OfPicture(predicted, truth), 1e-15);
    }

    [Fact]
    public void APicture_WithNothingThereAndNothingPredicted_CountsOne()
    {
        Assert.Equal(1, ForegroundIou.OfPicture([0, 0], [Set(0), 0]));
        Assert.Equal(0, ForegroundIou.OfPicture([0, 5], [Set(0), 0]));
        Assert.Equal(0, ForegroundIou.OfPicture([0, 0], [Set(7), 0]));
    }

    [Fact]
    public void ForegroundIou_IsTheMeanOverPictures_NotOverPixels() =>
        Assert.Equal(100 * (1 + 0.25 + 0) / 3, new ForegroundIou([1, 0.25, 0]).MiouPct, 1e-12);

    /// <summary>One-hot volumes and logical operations over them, as the study's script has it.</summary>
    [Fact]
    public void ForegroundIou_EqualsOneHotArithmetic()
    {
        var random = new Random(3);
        for (var round = 0; round < 20; round++)
        {
            var predicted = Enumerable.Range(0, 200).Select(_ => (byte)random.Next(21)).ToArray();
            var truth = predicted.Select(one => random.Next(3) switch { 0 => 1u << one, 1 => 1u << random.Next(21) | 1u << random.Next(21), _ => 0u }).ToArray();
            int both = 0, either = 0;
            for (var one = 1; one <= 20; one++)
            {
                for (var pixel = 0; pixel < 200; pixel++)
                {
                    var (said, there) = (predicted[pixel] == one, (truth[pixel] >> one & 1) == 1);
                    both += said && there ? 1 : 0;
                    either += said || there ? 1 : 0;
                }
            }

            Assert.Equal((double)both / either, ForegroundIou.OfPicture(predicted, truth), 1e-15);
        }
    }

    [Fact]
    public void TalliesOfPictures_AddUpToThatOfAll()
    {
        var (first, second, all) = (new ClassIou(3), new ClassIou(3), new ClassIou(3));
        first.Add([0, 1, 1], [0, 0, 1]);
        second.Add([1, 2, 1, 0], [1, 255, 2, 0]);
        all.Add([0, 1, 1, 1, 2, 1, 0], [0, 0, 1, 1, 255, 2, 0]);
        first.Add(second);
        Assert.Equal(all.PerClass, first.PerClass);
        Assert.Throws<ArgumentException>(() => first.Add(new ClassIou(4)));
    }

    // Classes 0, 1, 2. Pixels (truth, predicted): (0,0) (0,1) (1,1) (1,1) (255,2) (255,1) (0,0).
    // Class 0: both 2, either 3. Class 1: both 2, either 3 (the one on an ignored pixel is left out). Class 2: only on ignored pixels.
    [Fact]
    public void ClassIou_OfHandCountedPixels()
    {
        var iou = new ClassIou(3);
        iou.Add([0, 1, 1], [0, 0, 1]);
        iou.Add([1, 2, 1, 0], [1, 255, 255, 0]);
        Assert.Equal([2.0 / 3, 2.0 / 3, double.NaN], iou.PerClass);
        Assert.Equal(200.0 / 3, iou.MiouPct, 1e-12);
        Assert.Equal(100 * (2 * (2 / (3 + 1e-6)) + 0) / 3, iou.StudyMiouPct, 1e-12);
        Assert.Equal(5, iou.Pixels);
    }

    /// <summary>Boolean vectors per class, as the study's metric has them: denominator = union less predicted on ignored.</summary>
    [Fact]
    public void ClassIou_EqualsBooleanArithmetic_OverSeveralCrops()
    {
        var random = new Random(5);
        var iou = new ClassIou(19);
        var (both, denominator) = (new double[19], new double[19]);
        for (var crop = 0; crop < 7; crop++)
        {
            var truth = Enumerable.Range(0, 500).Select(_ => random.Next(6) == 0 ? (byte)255 : (byte)random.Next(19)).ToArray();
            var predicted = truth.Select(one => one < 19 && random.Next(2) == 0 ? one : (byte)random.Next(19)).ToArray();
            iou.Add(predicted, truth);
            for (var one = 0; one < 19; one++)
            {
                var said = predicted.Select(label => label == one).ToArray();
                var there = truth.Select(label => label == one).ToArray();
                both[one] += said.Zip(there, (a, b) => a && b).Count(x => x);
                denominator[one] += said.Zip(there, (a, b) => a || b).Count(x => x) - said.Zip(truth, (a, b) => a && b == 255).Count(x => x);
            }
        }

        Assert.Equal(100 * both.Zip(denominator, (a, b) => a / (b + 1e-6)).Average(), iou.StudyMiouPct, 1e-9);
        Assert.Equal(100 * both.Zip(denominator, (a, b) => a / b).Average(), iou.MiouPct, 1e-9);
    }

    [Fact]
    public void AClassThatDoesNotExist_IsRefused_AndNothingIsAdded()
    {
        var iou = new ClassIou(3);
        Assert.Contains("class 3 is predicted", Assert.Throws<ArgumentException>(() => iou.Add([0, 3], [0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("class 7 is in the truth", Assert.Throws<ArgumentException>(() => iou.Add([0, 0], [0, 7])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => iou.Add([0], [0, 0]));
        Assert.Throws<ArgumentException>(() => ForegroundIou.OfPicture([0], [0, 0]));
        Assert.Throws<ArgumentException>(() => ForegroundIou.OfPicture([32], [0]));
        Assert.Equal(0, iou.Pixels);
        Assert.True(double.IsNaN(iou.MiouPct));
    }

    [Fact]
    public void TheHighestPlaneWins_AndTiesGoToTheLowerClass()
    {
        Assert.Equal([0, 1, 2], PixelClasses.Of([5, 1, 1, 5, 2, 1, 0, 0, 3], 3));
        Assert.Throws<ArgumentException>(() => PixelClasses.Of(new float[7], 3));
    }

    private static uint Set(params int[] classes) => classes.Aggregate(0u, (set, one) => set | 1u << one);
}
