using EdgeNotebooks.Datasets;
using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Tests.Datasets;

public class PictureFolderTests
{
    [Fact]
    public void Pictures_ComeInOrdinalOrder_WithFoldersBelow()
    {
        using var folder = Pictures("b.png", "a.PNG", "sub/c.png", "B.png");
        folder.Write("notes.txt", "no picture");
        var set = PictureFolder.Open(folder.Path);
        Assert.Equal(["B.png", "a.PNG", "b.png", "sub/c.png"], Enumerable.Range(0, set.Count).Select(set.NameOf));
        Assert.Equal([4, 2, 1, 3], set.Read().Select(item => item.Picture.Width));
    }

    [Theory]
    [InlineData("labels.csv", "file,label\nb.png,1\n\"sub/c.png\",0\na.PNG,1\nB.png,0\n")]
    [InlineData("labels.csv", "b.png,dog\nc.png,cat\na.PNG,dog\nB.png,cat\n")]
    [InlineData("labels.txt", "b.png 1\nc.png\t0\n\na.PNG 1\nB.png 0")]
    public void Labels_AreFoundByPathOrName(string file, string text)
    {
        using var folder = Pictures("b.png", "a.PNG", "sub/c.png", "B.png");
        var set = PictureFolder.Open(folder.Path, folder.Write(file, text), ["cat", "dog"]);
        Assert.Equal([(0, "cat"), (1, "dog"), (1, "dog"), (0, "cat")], set.Read().Select(item => (item.Label, item.ClassName)));
    }

    [Theory]
    [InlineData("b.png 2", "label 2 does not exist; there are 2 classes", 1)]
    [InlineData("a.PNG 1\nb.png bird", "label 'bird' is no class", 2)]
    [InlineData("b.png 1\nb.png 0", "'b.png' has the label 0 here and 1 above", 2)]
    [InlineData("490\n361\n", "devkit", 1)]
    [InlineData("b.png -1", "label '-1' is no class", 1)]
    public void AWrongLine_IsNamed(string text, string words, int line)
    {
        using var folder = Pictures("b.png");
        var error = Assert.Throws<InvalidDatasetException>(() => PictureFolder.Open(folder.Path, folder.Write("labels.txt", text), ["cat", "dog"]));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Line);
    }

    [Fact]
    public void BadItems_StopTheReading_OrArePassedOverAndListed()
    {
        using var folder = Pictures("a.png", "c.png", "e.png");
        var cut = File.ReadAllBytes(folder["a.png"])[..40];
        folder.Write("b.png", cut);
        var set = PictureFolder.Open(folder.Path, folder.Write("labels.txt", "a.png 0\nb.png 1\ne.png 0\n"));
        Assert.Throws<UnreadablePictureException>(() => set.Read().Count());
        var skipped = new SkippedPictures();
        Assert.Equal(["class 0", "class 0"], set.Read(skipped).Select(item => item.ClassName));
        Assert.Equal(2, skipped.Count);
        Assert.EndsWith("b.png", skipped.Items[0].File, StringComparison.Ordinal);
        Assert.Contains("no label for this picture; closest: ", skipped.Items[1].Problem, StringComparison.Ordinal);
        Assert.StartsWith("2 bad pictures passed over:\n", skipped.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void MissingAndEmptyFolders_AreNamed()
    {
        using var folder = new TempFolder();
        Assert.Contains("no picture lies", Assert.Throws<InvalidDatasetException>(() => PictureFolder.Open(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("no such folder", Assert.Throws<InvalidDatasetException>(() => PictureFolder.Open(folder["none"])).Message, StringComparison.Ordinal);
        Assert.Contains("this is a file", Assert.Throws<InvalidDatasetException>(() => PictureFolder.Open(folder.Write("x", ""))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Subsets_AreNested_Ordered_AndFollowTheSeed()
    {
        var set = ArrayDataset.Of([.. Enumerable.Range(1, 100).Select(width => new Picture(width, 1, new byte[3 * width]))], new int[100]);
        int[] Widths(int count, ulong seed) => [.. set.Subset(count, seed).Read().Select(item => item.Picture.Width)];
        var (ten, thirty) = (Widths(10, 7), Widths(30, 7));
        Assert.Equal(ten.Order(), ten);
        Assert.Equal(10, ten.Distinct().Count());
        Assert.Empty(ten.Except(thirty));
        Assert.NotEqual(ten, Widths(10, 8));
        Assert.Equal(Widths(100, 1), Enumerable.Range(1, 100));
        Assert.Equal("pictures in memory, 10 pictures of 100", set.Subset(10).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Subset(101));
    }

    [Fact]
    public void ImageNet_RefusesForeignNumbers()
    {
        using var folder = Pictures("ILSVRC2012_val_00000001.png");
        var labels = folder.Write("val.txt", "ILSVRC2012_val_00000001.png 1000");
        Assert.Contains("highest label is 1000", Assert.Throws<InvalidDatasetException>(() => ImageNetDataset.Open(folder.Path, labels)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ImageNetDataset.Open(folder.Path, labels, ["one"]));
        folder.Write("val.txt", "ILSVRC2012_val_00000001.png 65");
        var names = ClassNames.Read(folder.Write("names.json", "[" + string.Join(", ", Enumerable.Range(0, 1000).Select(i => $"\"n{i}\"")) + "]"));
        Assert.Equal("n65", ImageNetDataset.Open(folder.Path, labels, names)[0].ClassName);
    }

    [Fact]
    public void ClassNames_AreReadFromLinesToo_AndRefusedByName()
    {
        using var folder = new TempFolder();
        Assert.Equal(["cat", "dog"], ClassNames.Read(folder.Write("names.txt", "cat\n dog \n\n")));
        Assert.Throws<InvalidDatasetException>(() => ClassNames.Read(folder.Write("names.json", "{}")));
        Assert.Throws<InvalidDatasetException>(() => ClassNames.Read(folder.Write("names.txt", "\n")));
        Assert.Throws<InvalidDatasetException>(() => ClassNames.Read(folder["none.txt"]));
    }

    /// <summary>Pictures one, two, three, ... pixels wide.</summary>
    private static TempFolder Pictures(params string[] names)
    {
        var folder = new TempFolder();
        for (var i = 0; i < names.Length; i++) folder.Write(names[i], PictureCodec.ToPng(new(i + 1, 2, new byte[6 * (i + 1)])));
        return folder;
    }
}
