using EdgeNotebooks.Datasets;
using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Tests.Datasets;

public class CityscapesDatasetTests
{
    // labels.py of cityscapesScripts: road id 7 train 0, sidewalk 8/1, building 11/2, sky 23/10, bicycle 33/18; unlabeled 0, parking 9 and
    // caravan 29 are not evaluated
    [Fact]
    public void LabelIds_BecomeTrainingIds()
    {
        using var folder = new TempFolder();
        Add(folder, "ulm/b", [7, 8, 11, 23, 33, 0]);
        Add(folder, "aachen/a", [9, 29, 26, 24, 19, 255]);
        var set = CityscapesDataset.Open(folder.Path);
        Assert.Equal(["aachen/a_leftImg8bit.png", "ulm/b_leftImg8bit.png"], set.Read().Select(item => item.Name));
        Assert.Equal([255, 255, 13, 11, 6, 255], set[0].Truth.Classes.ToArray());
        Assert.Equal([0, 1, 2, 10, 18, 255], set[1].Truth.Classes.ToArray());
        Assert.Equal("car", CityscapesDataset.ClassNames[13]);
        Assert.Equal(19, CityscapesDataset.TrainingIds().Distinct().Count() - 1);
        Assert.Equal(19, CityscapesDataset.ClassNames.Count);
    }

    [Fact]
    public void MissingWrongAndForeignLabels_AreBadItems()
    {
        using var folder = new TempFolder();
        Add(folder, "x/good", [7, 7, 7, 7, 7, 7]);
        Add(folder, "x/id", [7, 7, 7, 34, 7, 7]);
        Add(folder, "x/missing", [7, 7, 7, 7, 7, 7]);
        Add(folder, "x/size", [7, 7, 7, 7, 7, 7]);
        Add(folder, "x/colour", [7, 7, 7, 7, 7, 7]);
        File.Delete(folder["gtFine/val/x/missing_gtFine_labelIds.png"]);
        folder.Write("gtFine/val/x/size_gtFine_labelIds.png", Grey(2, 3, [7, 7, 7, 7, 7, 7]));
        folder.Write("gtFine/val/x/colour_gtFine_labelIds.png", PictureCodec.ToPng(new(3, 2, new byte[18])));
        var skipped = new SkippedPictures();
        Assert.Single(CityscapesDataset.Open(folder.Path).Read(skipped));
        Assert.Equal(4, skipped.Count);
        Assert.Contains("8-bit grey", skipped.Items[0].Problem, StringComparison.Ordinal);
        Assert.Contains("label id 34 does not exist", skipped.Items[1].Problem, StringComparison.Ordinal);
        Assert.Contains("unpack gtFine_trainvaltest.zip", skipped.Items[2].Problem, StringComparison.Ordinal);
        Assert.Contains("2x3 pixels, their picture 3x2", skipped.Items[3].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderThatIsNotCityscapes_IsNamed()
    {
        using var folder = new TempFolder();
        Assert.Contains("gtFine", Assert.Throws<InvalidDatasetException>(() => CityscapesDataset.Open(folder.Path)).File, StringComparison.Ordinal);
    }

    private static void Add(TempFolder folder, string name, byte[] ids)
    {
        folder.Write($"leftImg8bit/val/{name}_leftImg8bit.png", PictureCodec.ToPng(new(3, 2, new byte[18])));
        folder.Write($"gtFine/val/{name}_gtFine_labelIds.png", Grey(3, 2, ids));
    }

    private static byte[] Grey(int width, int height, byte[] values)
    {
        using var bitmap = new SkiaSharp.SKBitmap(new SkiaSharp.SKImageInfo(width, height, SkiaSharp.SKColorType.Gray8, SkiaSharp.SKAlphaType.Opaque));
        for (var y = 0; y < height; y++) values.AsSpan(y * width, width).CopyTo(bitmap.GetPixelSpan()[(y * bitmap.RowBytes)..]);
        using var data = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
