using EdgeNotebooks.Datasets;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Onnx;
using EdgeNotebooks.Subjects.Evaluation;
using EdgeNotebooks.Subjects.Serving;

namespace EdgeNotebooks.Tests.Subjects.Evaluation;

/// <summary>Models whose answers can be told by hand: a class per colour channel, the brightest wins.</summary>
public class EvaluatorTests
{
    private static readonly ServingPipeline s_pixels = ServingPipeline.Of("channels", new(), AnswerForm.Pixels);

    /// <summary>The picture: red, green, blue, red. The truth calls the last one blue: IoU 1/2, 1, 1/2.</summary>
    [Fact]
    public void MeanIou_IsTheOneByHand()
    {
        using var session = Channels();
        var item = new SegmentedPicture("one", new(4, 1, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 0, 0]), new(4, 1, [0, 1, 2, 2]));
        var accuracy = new Evaluator(session, s_pixels).Segment([item], 1);
        Assert.Equal(1, accuracy.Count);
        Assert.Equal(100 * (0.5 + 1 + 0.5) / 3, accuracy.MiouPct!.Value, 9);
        Assert.Equal([50, 100, 50], accuracy.ClassPct!);
    }

    /// <summary>Two pictures: over all pixels class 0 has 1 of 1, class 1 has 1 of 2, class 2 has 1 of 2; not the mean of the pictures' means.</summary>
    [Fact]
    public void MeanIou_IsSummedOverPicturesBeforeItIsDivided()
    {
        using var session = Channels();
        SegmentedPicture[] items =
        [
            new("one", new(2, 1, [255, 0, 0, 0, 255, 0]), new(2, 1, [0, 1])),
            new("two", new(2, 1, [0, 255, 0, 0, 0, 255]), new(2, 1, [2, 2])),
        ];
        Assert.Equal(100 * (1 + 0.5 + 0.5) / 3, new Evaluator(session, s_pixels).Segment(items, 2).MiouPct!.Value, 9);
    }

    /// <summary>Foreground classes 1 and 2 only: green is right, blue is not there, the truth has both at the third pixel: 2 of 3.</summary>
    [Fact]
    public void ForegroundIou_IsTheStudys()
    {
        using var session = Channels();
        var truth = new EdgeNotebooks.Datasets.Coco.ClassSets(3, 1, [1, 0b010, 0b110]);
        var item = new OverlappingPicture("one", new(3, 1, [255, 0, 0, 0, 255, 0, 0, 0, 255]), truth);
        Assert.Equal(100 * 2.0 / 3, new Evaluator(session, s_pixels).SegmentForeground([item], 1).MiouPct!.Value, 9);
    }

    /// <summary>All pictures alike: any resample gives the same value.</summary>
    [Fact]
    public void TheBootstrap_OfLikePictures_HasNoWidth()
    {
        using var session = Channels();
        var items = Enumerable.Range(0, 20).Select(_ => new SegmentedPicture("one", new(2, 1, [255, 0, 0, 0, 255, 0]), new(2, 1, [0, 0]))).ToArray();
        var interval = new Evaluator(session, s_pixels).Segment(items, 20).Interval(resamples: 100);
        Assert.Equal((25.0, 25.0, 25.0), (interval.Estimate, interval.Low, interval.High));
    }

    /// <summary>50 hits of 100: the normal approximation's interval is 50 +- 9.8 points; the bootstrap's ends lie within 2.5 of it.</summary>
    [Fact]
    public void TheBootstrap_OfAShare_IsAboutTheNormalInterval()
    {
        var hits = Enumerable.Range(0, 100).Select(i => i % 2 * 100.0).ToArray();
        var interval = new Accuracy(100, new()) { TopK = new(100, 50, 60), PerPicture = hits }.Interval();
        Assert.Equal(50, interval.Estimate);
        Assert.Equal(50 - 9.8, interval.Low, 2.5);
        Assert.Equal(50 + 9.8, interval.High, 2.5);
    }

    [Fact]
    public void AnotherInputSize_NamesTheModelAndBothShapes()
    {
        using var session = Channels(height: 2, width: 2);
        var item = new SegmentedPicture("one", new(4, 1, new byte[12]), new(4, 1, new byte[4]));
        var error = Assert.Throws<ModelLoadException>(() => new Evaluator(session, s_pixels).Segment([item], 1));
        Assert.Contains("1x3x2x2", error.Message);
        Assert.Contains("[1, 3, 1, 4]", error.Message);
    }

    [Fact]
    public void ATruthWithAClassTooMany_IsRejected()
    {
        using var session = Channels();
        var item = new SegmentedPicture("one", new(1, 1, new byte[3]), new(1, 1, [7]));
        Assert.Contains("class 7", Assert.Throws<ArgumentException>(() => new Evaluator(session, s_pixels).Segment([item], 1)).Message);
    }

    [Fact]
    public void WithoutAnyPicture_NothingIsMeasured()
    {
        using var session = Channels();
        Assert.Throws<InvalidOperationException>(() => new Evaluator(session, s_pixels).Segment([], 0));
    }

    private static Session Channels(long? height = null, long? width = null) => Session.Open(new GraphBuilder("channels")
        .Input("x", ElementType.Float32, 1, 3, height is { } h ? h : "height", width is { } w ? w : "width").Node("Relu", ["x"], ["y"])
        .Output("y", ElementType.Float32, 1, 3, height is { } oh ? oh : "height", width is { } ow ? ow : "width").Build());
}
