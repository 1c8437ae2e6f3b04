using EdgeNotebooks.Imaging;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Subjects.Serving;

namespace EdgeNotebooks.Tests.Subjects.Serving;

public class ServingPipelineTests
{
    /// <summary>PAPER.md, section 2: shapes of the inputs for a picture of 640x480 pixels.</summary>
    [Theory]
    [InlineData("resnet", "input", 224, 224)]
    [InlineData("resnext", "input", 224, 224)]
    [InlineData("fcn", "input", 480, 640)]
    [InlineData("duc", "data", 800, 800)]
    [InlineData("resnet_mini", "input", 64, 64)]
    [InlineData("resnext_mini", "input", 64, 64)]
    [InlineData("fcn_mini", "input", 480, 640)]
    [InlineData("duc_mini", "data", 64, 64)]
    public void Prepare_MakesTheInputOfTheSubject(string subject, string name, int height, int width)
    {
        var prepared = ServingPipeline.For(subject).Prepare(Grey(640, 480, 128));
        var (key, tensor) = Assert.Single(prepared.Inputs);
        Assert.Equal(name, key);
        Assert.Equal([1, 3, height, width], tensor.Shape);
        Assert.Equal(new PictureSize(640, 480), prepared.Size);
    }

    /// <summary>(128 / 255 - 0.485) / 0.229 by hand; the picture's own mean is 128; (128 / 255 - 0.5) / 0.25.</summary>
    [Theory]
    [InlineData("resnet", 0.0740)]
    [InlineData("duc", 0)]
    [InlineData("fcn_mini", 0.0078)]
    public void Prepare_NormalisesAsTheSubjectWants(string subject, double expected) =>
        Assert.Equal(expected, ServingPipeline.For(subject).Prepare(Grey(80, 64, 128)).Inputs.Values.Single().Values<float>()[0], 1e-4);

    [Fact]
    public void Finish_OfAClassifier_IsTheNameOfTheHighestScore()
    {
        var scores = new float[20];
        scores[6] = 3;
        var answer = ServingPipeline.For("resnet_mini").Finish(new Dictionary<string, Tensor> { ["output"] = Tensor.Of(scores, 1, 20) }, new(64, 64));
        Assert.Equal((6, "dotted square", "dotted square"), (answer.Class, answer.Label, answer.Text));
    }

    /// <summary>A PNG that another program (SkiaSharp's decoder) reads as the palette's colours.</summary>
    [Fact]
    public void Finish_OfFcn_IsTheClassMapAndItsPalettePng()
    {
        var scores = new float[21 * 2 * 3];
        scores[6 * 7 + 1] = 2; // class 7 at (1, 0)
        scores[6 * 15 + 5] = 2; // class 15 at (2, 1)
        var answer = ServingPipeline.For("fcn").Finish(new Dictionary<string, Tensor> { ["out"] = Tensor.Of(scores, 1, 21, 2, 3) }, new(3, 2));
        Assert.Equal([0, 7, 0, 0, 0, 15], answer.Map!.Classes.ToArray());
        var picture = PictureCodec.Decode(answer.Png!);
        // VOC's colour map: car (7) is 128, 128, 128 and person (15) 192, 128, 128.
        Assert.Equal(((byte)0, (byte)0, (byte)0), picture[0, 0]);
        Assert.Equal(((byte)128, (byte)128, (byte)128), picture[1, 0]);
        Assert.Equal(((byte)192, (byte)128, (byte)128), picture[2, 1]);
    }

    /// <summary>
    /// One label at row 5, column 2 of the 32x32: sub-pixel row 1, column 2 of cell row 1, column 0. Resized to 32x32 nothing is mixed.
    /// </summary>
    [Fact]
    public void Finish_OfDuc_PutsSubPixelsWhereTheyBelong()
    {
        var scores = new float[10 * 1024];
        scores.AsSpan(0, 1024).Fill(0.5f);
        scores[3 * 1024 + (1 * 4 + 2) * 64 + 8] = 1;
        var answer = ServingPipeline.For("duc_mini").Finish(new Dictionary<string, Tensor> { ["seg_loss"] = Tensor.Of(scores, 1, 10, 1024) }, new(32, 32));
        Assert.Equal(5 * 32 + 2, answer.Map!.Classes.Span.IndexOf((byte)3));
        Assert.Equal(1, answer.Map.Classes.Span.Count((byte)3));
    }

    [Fact]
    public void Finish_OfAnotherShape_SaysWhatWasExpected()
    {
        var outputs = new Dictionary<string, Tensor> { ["output"] = Tensor.Of(new float[40], 2, 20) };
        Assert.Contains("[2, 20]", Assert.Throws<ArgumentException>(() => ServingPipeline.For("resnet_mini").Finish(outputs, new(64, 64))).Message);
        Assert.Contains("'seg_loss'", Assert.Throws<ArgumentException>(() => ServingPipeline.For("duc").Finish(outputs, new(64, 64))).Message);
    }

    [Fact]
    public void AWholeSubject_AnswersToABytePicture()
    {
        var path = SubjectCatalog.Default().Find("resnet_mini").RequirePath();
        using var session = Session.Open(path);
        var item = EdgeNotebooks.Datasets.ShapesDataset.HeldOut(1)[0];
        var answer = ServingPipeline.For("resnet_mini").Serve(session, PictureCodec.ToPng(item.Picture));
        Assert.Equal(Classifier.Load(path).Classify([item.Picture])[0].ClassName, answer.Label);
    }

    [Fact]
    public void AForeignModel_IsDescribedByItsPreprocessing()
    {
        var pipeline = ServingPipeline.Of("mine", new() { Stretch = new(8, 4), Layout = TensorLayout.Nhwc });
        Assert.Equal([1, 4, 8, 3], pipeline.Prepare(Grey(10, 10, 1)).Inputs.Values.Single().Shape);
        Assert.Equal("class 1", pipeline.Finish(new Dictionary<string, Tensor> { ["any"] = Tensor.Of([0f, 1f], 1, 2) }, new(10, 10)).Label);
    }

    [Fact]
    public void BytesThatAreNoPicture_AreRefused() =>
        Assert.Throws<UnreadablePictureException>(() => ServingPipeline.For("fcn").Prepare("no picture"u8.ToArray()));

    private static ReadOnlyMemory<byte> Grey(int width, int height, byte level)
    {
        var rgb = new byte[3 * width * height];
        Array.Fill(rgb, level);
        return PictureCodec.ToPng(new(width, height, rgb));
    }
}
