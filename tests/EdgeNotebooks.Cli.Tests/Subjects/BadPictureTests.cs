using System.Diagnostics;
using System.Text.Json.Nodes;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Imaging;
using EdgeNotebooks.Onnx;
using SkiaSharp;

namespace EdgeNotebooks.Cli.Tests.Subjects;

/// <summary>Pictures, labels and models as users have them, given to <c>edgenb evaluate</c>.</summary>
public sealed class BadPictureTests : IDisposable
{
    private const string Model = "models/resnet_mini.onnx";
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    /// <summary>Grey, 16-bit colour, CMYK and a picture with EXIF rotation (which the study leaves alone) are pictures like any other.</summary>
    [Fact]
    public void EveryKindOfPicture_IsMeasured()
    {
        var bytes = PictureCodec.ToPng(ShapesDataset.HeldOut(1)[0].Picture);
        File.WriteAllBytes(_scratch.Path("plain.png"), bytes);
        Pillow("""
            from PIL import Image
            import struct, zlib
            image = Image.open('plain.png').convert('RGB')
            image.convert('L').save('grey.png')
            image.convert('CMYK').save('cmyk.jpg')
            exif = Image.Exif(); exif[0x0112] = 6
            image.save('rotated.jpg', exif=exif, quality=95)
            def chunk(kind, data): return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
            rows = b''.join(b'\0' + b''.join(struct.pack('>H', value * 257) for value in image.crop((0, y, 64, y + 1)).tobytes()) for y in range(64))
            open('colour16.png', 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 64, 64, 16, 2, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
            """);
        var label = ShapesDataset.HeldOut(1)[0].Label;
        string[] names = ["plain.png", "grey.png", "cmyk.jpg", "rotated.jpg", "colour16.png"];
        _scratch.File("labels.csv", "file,label\n" + string.Concat(names.Select(name => $"{name},{label}\n")));
        Assert.Equal(5, Evaluate()["n"]!.GetValue<int>());
    }

    /// <summary>Each bad picture ends the evaluation in one line that names it; with --skip-bad all are passed over and listed at the end.</summary>
    [Fact]
    public void BadPictures_AreNamed_OrListedAtTheEnd()
    {
        var png = PictureCodec.ToPng(ShapesDataset.HeldOut(1)[0].Picture);
        var bad = new Dictionary<string, (byte[] Bytes, string Says)>
        {
            ["b-deep.png"] = (With(png, (24, 16), (25, 0)), "16-bit grey"),
            ["c-flat.png"] = (With(png, (19, 0)), "0x64 pixels"),
            ["d-nothing.png"] = ([], "empty"),
            ["e-cut.png"] = (png[..(png.Length / 2)], "get the file anew"),
            ["f-text.jpg"] = ("no picture"u8.ToArray(), "no picture"),
        };
        foreach (var (name, (bytes, _)) in bad) File.WriteAllBytes(_scratch.Path(name), bytes);
        foreach (var name in new[] { "a.png", "z.png" }) File.WriteAllBytes(_scratch.Path(name), png);
        _scratch.File("labels.csv", "file,label\na.png,0\nz.png,0\n" + string.Concat(bad.Keys.Select(name => $"{name},0\n")));

        var skipping = Edgenb.Run(Edgenb.Root, "evaluate", Model, "--dataset", _scratch.Folder, "--skip-bad", "--json");
        Assert.True(skipping.Status == 0, skipping.Error);
        var result = JsonNode.Parse(skipping.Output)!;
        Assert.Equal(2, result["n"]!.GetValue<int>());
        Assert.Equal(bad.Keys.Order(), result["skipped"]!.AsArray().Select(one => Path.GetFileName(one!["file"]!.GetValue<string>())));
        Assert.All(result["skipped"]!.AsArray(), one => Assert.Contains(bad[Path.GetFileName(one!["file"]!.GetValue<string>())].Says, one["problem"]!.GetValue<string>()));
        // The list is the last that is said.
        Assert.Equal(bad.Count, skipping.Error.TrimEnd().Split('\n').TakeLast(bad.Count).Count(line => line.StartsWith("passed over: ", StringComparison.Ordinal)));

        var stopped = Edgenb.Run(Edgenb.Root, "evaluate", Model, "--dataset", _scratch.Folder);
        Assert.Equal(2, stopped.Status);
        Assert.Contains("b-deep.png: the picture is 16-bit grey", Assert.Single(stopped.Errors));
        Assert.Empty(stopped.Output);
    }

    [Fact]
    public void AModelWithAnotherInput_IsNamedWithBothShapes()
    {
        new GraphBuilder("small").Input("x", ElementType.Float32, 1, 3, 32, 32).Node("GlobalAveragePool", ["x"], ["p"]).Node("Flatten", ["p"], ["y"])
            .Output("y", ElementType.Float32, 1, 3).Build().Save(_scratch.Path("small.onnx"));
        var outcome = Edgenb.Run(Edgenb.Root, "evaluate", _scratch.Path("small.onnx"), "--dataset", "shapes", "--samples", "1");
        Assert.Equal(2, outcome.Status);
        var error = Assert.Single(outcome.Errors);
        Assert.Contains("small.onnx", error);
        Assert.Contains("x [1x3x32x32], the pictures become [1, 3, 64, 64]", error);
    }

    /// <summary>Cityscapes as it is unpacked, with labels of another size than their picture, and of a class that it does not have.</summary>
    [Theory]
    [InlineData(3, 4, 7, "the labels are 3x4 pixels, their picture 4x3")]
    [InlineData(4, 3, 34, "label id 34 does not exist")]
    public void LabelMapsThatDoNotMatch_AreNamed(int width, int height, byte id, string says)
    {
        Directory.CreateDirectory(_scratch.Path("models"));
        File.Copy(Path.Combine(Edgenb.Root, Model), _scratch.Path(Model));
        Put("leftImg8bit/val/ulm/one_leftImg8bit.png", PictureCodec.ToPng(new(4, 3, new byte[36])));
        Put("gtFine/val/ulm/one_gtFine_labelIds.png", Grey(width, height, id));
        var outcome = Edgenb.Run(_scratch.Folder, "evaluate", Path.Combine(Edgenb.Root, "models/duc_mini.onnx"), "--dataset", "cityscapes");
        Assert.Equal(2, outcome.Status);
        var error = Assert.Single(outcome.Errors);
        Assert.Contains(says, error);
        Assert.Contains("one_gtFine_labelIds.png", error);
    }

    private void Put(string name, byte[] bytes)
    {
        var path = _scratch.Path($"data/sets/cityscapes/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    private static byte[] Grey(int width, int height, byte value)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque));
        bitmap.GetPixelSpan().Fill(value);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static byte[] With(byte[] bytes, params (int Place, byte Value)[] changes)
    {
        var changed = (byte[])bytes.Clone();
        foreach (var (place, value) in changes) changed[place] = value;
        return changed;
    }

    private JsonNode Evaluate()
    {
        var outcome = Edgenb.Run(Edgenb.Root, "evaluate", Model, "--dataset", _scratch.Folder, "--json");
        Assert.True(outcome.Status == 0, outcome.Error);
        return JsonNode.Parse(outcome.Output)!;
    }

    private void Pillow(string script)
    {
        const string Python = "/usr/bin/python3";
        Assert.SkipUnless(File.Exists(Python), "no Python with Pillow");
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", script]) { WorkingDirectory = _scratch.Folder, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.SkipWhen(errors.Contains("No module named 'PIL'", StringComparison.Ordinal), "no Python with Pillow");
        Assert.True(process.ExitCode == 0, errors);
    }
}
