using System.Text;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Datasets.Coco;
using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Tests.Datasets;

public class CocoDatasetTests
{
    /// <summary>
    /// Picture 9, 4x3: a person (VOC 15) as the polygon of the left 2x3 pixels, a crowd of persons as runs (the third column), a dog
    /// (VOC 12) as text over the first column, a stop sign that VOC does not have. Picture 5: a cat. Picture 7: only a stop sign.
    /// </summary>
    private const string Instances = """
        {"info": {"year": 2017, "nested": {"deep": [1, {"a": "}]"}]}}, "licenses": [{"id": 1}],
         "images": [{"id": 9, "file_name": "000009.png", "width": 4, "height": 3}, {"id": 7, "file_name": "000007.png", "width": 4, "height": 3},
                    {"id": 5, "file_name": "000005.png", "width": 2, "height": 2}],
         "annotations": [
            {"id": 1, "image_id": 9, "category_id": 1, "iscrowd": 0, "segmentation": [[0, 0, 2, 0, 2, 3, 0, 3]]},
            {"id": 2, "image_id": 9, "category_id": 1, "iscrowd": 1, "segmentation": {"size": [3, 4], "counts": [6, 3, 3]}},
            {"id": 3, "image_id": 9, "category_id": 18, "iscrowd": 0, "segmentation": {"size": [3, 4], "counts": "039"}},
            {"id": 4, "image_id": 9, "category_id": 13, "segmentation": [[0, 0, 4, 0, 4, 3]]},
            {"id": 5, "image_id": 7, "category_id": 13, "segmentation": [[0, 0, 4, 0, 4, 3]]},
            {"id": 6, "image_id": 5, "category_id": 17, "segmentation": {"size": [2, 2], "counts": [3, 1]}}],
         "categories": [{"id": 1, "name": "person"}, {"id": 13, "name": "stop sign"}, {"id": 17, "name": "cat"}, {"id": 18, "name": "dog"}]}
        """;

    private const uint Person = 1 << 15, Dog = 1 << 12, Cat = 1 << 8, Background = 1;

    [Fact]
    public void Objects_AreDrawn_MappedAndJoined()
    {
        using var folder = Coco(Instances);
        var set = CocoDataset.Open(folder.Path, folder["instances.json"]);
        Assert.Equal(["000005.png", "000009.png"], set.Read().Select(item => item.Name));
        Assert.Equal([Background, Background, Background, Cat], set[0].Truth.Sets.ToArray());
        const uint both = Person | Dog;
        Assert.Equal([both, Person, Person, Background, both, Person, Person, Background, both, Person, Person, Background], set[1].Truth.Sets.ToArray());
        Assert.Equal(("person", "dog", "cat"), (CocoDataset.ClassNames[15], CocoDataset.ClassNames[12], CocoDataset.ClassNames[8]));
        Assert.Equal(21, CocoDataset.ClassNames.Count);
    }

    [Theory]
    [InlineData("\"name\": \"person\"", "\"name\": \"cow\"", "category 1 is 'cow', in COCO it is 'person'")]
    [InlineData("\"images\"", "\"pictures\"", "no 'images'")]
    [InlineData("\"image_id\": 5", "\"image_id\": 77", "picture 77, which is not in the file")]
    [InlineData("\"file_name\": \"000009.png\", ", "", "an element of 'images' at byte")]
    [InlineData("\"categories\": [", "\"categories\": {", "no JSON, or it is cut off")]
    [InlineData("}]}", "}", "no JSON, or it is cut off")]
    public void AWrongInstancesFile_IsRefused(string old, string changed, string words)
    {
        var at = Instances.LastIndexOf(old, StringComparison.Ordinal);
        using var folder = Coco(Instances.Remove(at, old.Length).Insert(at, changed));
        var error = Assert.Throws<InvalidDatasetException>(() => CocoDataset.Open(folder.Path, folder["instances.json"]));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Contains("instances.json", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"039\"", "\"03\"", "the runs cover 3 pixels, the picture has 12")]
    [InlineData("[3, 4], \"counts\": [6", "[4, 3], \"counts\": [6", "the mask is 3x4 pixels, its picture 4x3")]
    [InlineData("[[0, 0, 2, 0, 2, 3, 0, 3]]", "[[0, 0, 2]]", "a polygon has 3 numbers")]
    [InlineData("[[0, 0, 2, 0, 2, 3, 0, 3]]", "\"x\"", "neither polygons nor run lengths")]
    public void AnObjectThatCannotBeDrawn_IsABadItem(string old, string changed, string words)
    {
        using var folder = Coco(Instances.Replace(old, changed, StringComparison.Ordinal));
        var skipped = new SkippedPictures();
        Assert.Equal(["000005.png"], CocoDataset.Open(folder.Path, folder["instances.json"]).Read(skipped).Select(item => item.Name));
        Assert.Contains(words, skipped.Items.Single().Problem, StringComparison.Ordinal);
        Assert.Equal("000009.png", skipped.Items[0].File);
    }

    [Fact]
    public void AnotherPicture_IsABadItem()
    {
        using var folder = Coco(Instances);
        folder.Write("000005.png", PictureCodec.ToPng(new(3, 2, new byte[18])));
        File.Delete(folder["000009.png"]);
        var skipped = new SkippedPictures();
        Assert.Empty(CocoDataset.Open(folder.Path, folder["instances.json"]).Read(skipped));
        Assert.Contains("3x2 pixels, ", skipped.Items[0].Problem, StringComparison.Ordinal);
        Assert.Contains("no such file", skipped.Items[1].Problem, StringComparison.Ordinal);
    }

    /// <summary>Elements across buffer edges, one larger than the first buffer, and offsets that find each element again.</summary>
    [Fact]
    public void TheScanner_FindsEveryElement_WhereverTheBufferEnds()
    {
        using var folder = new TempFolder();
        var random = new Random(2);
        var elements = Enumerable.Range(0, 3000).Select(i => $"{{\"i\": {i}, \"text\": \"{new string('é', i == 1500 ? 200_000 : random.Next(60))}\"}}").ToArray();
        var path = folder.Write("large.json", Encoding.UTF8.Preamble.ToArray().Concat(Encoding.UTF8.GetBytes($"{{\"before\": {{\"x\": [1]}}, \"list\": [{string.Join(" ,\n", elements)}], \"n\": 1}}")).ToArray());
        var bytes = File.ReadAllBytes(path);
        using var scanner = new JsonArrayScanner(path);
        foreach (var element in elements)
        {
            Assert.True(scanner.MoveNext());
            Assert.Equal("list", scanner.Section);
            Assert.Equal(element, Encoding.UTF8.GetString(scanner.Element.Span));
            Assert.Equal(element, Encoding.UTF8.GetString(bytes.AsSpan((int)scanner.Offset, scanner.Element.Length)));
        }

        Assert.False(scanner.MoveNext());
    }

    private static TempFolder Coco(string instances)
    {
        var folder = new TempFolder();
        folder.Write("instances.json", instances);
        folder.Write("000009.png", PictureCodec.ToPng(new(4, 3, new byte[36])));
        folder.Write("000005.png", PictureCodec.ToPng(new(2, 2, new byte[12])));
        return folder;
    }
}
