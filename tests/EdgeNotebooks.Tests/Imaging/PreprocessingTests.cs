using System.Runtime.InteropServices;
using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Tests.Imaging;

public class PreprocessingTests
{
    /// <summary>NumPy in float32, in the order of torchvision's ToTensor and Normalize, after Pillow's resize and torchvision's crop rule.</summary>
    [Theory]
    [InlineData(500, 375)]
    [InlineData(301, 640)]
    public void Classifiers_GetWhatTheStudysPythonGives(int width, int height) => SameAs("PIL", StudyPreprocessing.Classification, width, height, """
        w, h = image.size
        s = min(w, h)
        image = image.resize((232 if w <= h else int(232 * w / h), 232 if h <= w else int(232 * h / w)), Image.BILINEAR)
        w, h = image.size
        left, top = int(round((w - 224) / 2.0)), int(round((h - 224) / 2.0))
        a = np.asarray(image.crop((left, top, left + 224, top + 224)), dtype=np.float32) / np.float32(255)
        a = (a - np.float32([0.485, 0.456, 0.406])) / np.float32([0.229, 0.224, 0.225])
        a = a.transpose(2, 0, 1)
        """);

    [Fact]
    public void Fcn_KeepsTheSize() => SameAs("PIL", StudyPreprocessing.Fcn, 73, 41, """
        a = np.asarray(image, dtype=np.float32) / np.float32(255)
        a = ((a - np.float32([0.485, 0.456, 0.406])) / np.float32([0.229, 0.224, 0.225])).transpose(2, 0, 1)
        """);

    // One level of the mean's 8-bit pixels is what FourPixels may differ from OpenCV by.
    [Fact]
    public void Duc_SubtractsThePicturesOwnMean() => SameAs("cv2", StudyPreprocessing.DucServing, 1000, 500, """
        a = cv2.resize(np.asarray(image), (800, 800))
        mean = cv2.mean(a)
        a = a.astype(np.float32).transpose(2, 0, 1)
        for i in range(3): a[i] -= mean[i]
        """, tolerance: 1.01f);

    [Fact]
    public void ChannelsLast_BlueFirst_AndPadding_ArePlaced()
    {
        var picture = new Picture(2, 1, [1, 2, 3, 4, 5, 6]);
        var input = new Preprocessing { Range = ValueRange.ZeroTo255, Layout = TensorLayout.Nhwc, Channels = ChannelOrder.Bgr, PadToMultipleOf = 3 }.Apply(picture);
        Assert.Equal([1, 3, 3, 3], input.Shape);
        Assert.Equal([3, 2, 1, 6, 5, 4, 0, 0, 0, .. new float[18]], input.Values);
        var planes = new Preprocessing { Range = ValueRange.ZeroTo255, Mean = new(1, 1, 1), Deviation = new(1, 2, 1) }.Apply(picture);
        Assert.Equal([0, 3, 0.5f, 2, 2, 5], planes.Values);
    }

    [Fact]
    public void OwnMean_IsThatOfTheWindow()
    {
        var input = new Preprocessing { Mean = null, Range = ValueRange.ZeroTo255 }.Apply(new(2, 1, [0, 10, 5, 4, 20, 5]));
        Assert.Equal([-2, 2, -5, 5, 0, 0], input.Values);
    }

    [Fact]
    public void AFile_SaysItAll()
    {
        using var folder = new TempFolder();
        var path = folder.Write("own.json", """
            {
              // for a network of ours
              "shortSide": 256, "crop": [224, 192], "resampling": "nearest", "range": "0..255", "mean": [103.5, 116, 123], "std": [57, 58, 59],
              "padToMultipleOf": 8, "layout": "nhwc", "channels": "bgr", "orientation": "upright",
            }
            """);
        Assert.Equal(new Preprocessing
        {
            ShortSide = 256,
            Crop = new(224, 192),
            Resampling = Resampling.Nearest,
            Range = ValueRange.ZeroTo255,
            Mean = new(103.5f, 116, 123),
            Deviation = new(57, 58, 59),
            PadToMultipleOf = 8,
            Layout = TensorLayout.Nhwc,
            Channels = ChannelOrder.Bgr,
            Orientation = PictureOrientation.Upright,
        }, Preprocessing.Load(path));
        Assert.Equal(new Preprocessing { Mean = null, Stretch = new(32, 32) }, Preprocessing.Load(folder.Write("own.json", """{"mean": "own", "size": 32}""")));
        Assert.Equal(new Preprocessing(), Preprocessing.Load(folder.Write("own.json", "{}")));
    }

    [Theory]
    [InlineData("""{"croop": 3}""", "'croop'", "closest: 'crop'")]
    [InlineData("""{"crop": 0}""", "'crop' is 0", "at least 1")]
    [InlineData("""{"crop": [1, 2, 3]}""", "'crop' is [1, 2, 3]", "[width, height]")]
    [InlineData("""{"mean": [1, 2]}""", "'mean' is [1, 2]", "three numbers")]
    [InlineData("""{"std": [1, 0, 1]}""", "deviation is 0", "divided")]
    [InlineData("""{"layout": "NCHW"}""", "'layout' is \"NCHW\"", "\"nchw\" or \"nhwc\"")]
    [InlineData("""{"shortSide": 100, "crop": 224}""", "224x224", "short side of 100")]
    [InlineData("""{"shortSide": 100, "size": 224}""", "both", "keep one")]
    [InlineData("""{"shortSide": """, "no JSON", "line 1")]
    [InlineData("""[]""", "no JSON object", "shortSide")]
    public void AWrongFile_IsRefused_WithWhatWasExpected(string json, string found, string expected)
    {
        using var folder = new TempFolder();
        var path = folder.Write("own.json", json);
        var error = Assert.Throws<InvalidPreprocessingException>(() => Preprocessing.Load(path));
        Assert.StartsWith(path + ": ", error.Message, StringComparison.Ordinal);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFile_IsNamed() =>
        Assert.Contains("nowhere.json: there is no such file", Assert.Throws<InvalidPreprocessingException>(() => Preprocessing.Load("nowhere.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void ACropThatDoesNotFit_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new Preprocessing { Crop = new(5, 5) }.Apply(new(4, 8, new byte[96])));

    private static void SameAs(string package, Preprocessing settings, int width, int height, string script, float tolerance = 0)
    {
        using var folder = new TempFolder();
        Python.Run(folder.Path, [package, "PIL", "numpy"], $"""
            import numpy as np
            import {package}
            from PIL import Image
            image = Image.fromarray(np.random.RandomState(2).randint(0, 256, ({height}, {width}, 3)).astype(np.uint8))
            open('from', 'wb').write(image.tobytes())
            {script}
            open('to', 'wb').write(np.ascontiguousarray(a, dtype=np.float32).tobytes())
            """);
        var input = settings.Apply(new(width, height, File.ReadAllBytes(folder["from"])));
        var expected = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(folder["to"])).ToArray();
        Assert.Equal(expected.Length, input.Values.Length);
        Assert.Equal(input.Shape.Aggregate(1, (a, b) => a * b), input.Values.Length);
        var worst = expected.Zip(input.Values, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst <= tolerance, $"differs by up to {worst}");
    }
}
