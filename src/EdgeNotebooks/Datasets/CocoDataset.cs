using System.Text.Json;
using EdgeNotebooks.Datasets.Coco;
using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Datasets;

/// <summary>
/// COCO 2017 with the 20 classes of Pascal VOC, which the study's <c>fcn</c> is measured on: every picture with an object of at least
/// one of them, crowds included; overlapping objects of one class are joined, a pixel may have several classes.
/// </summary>
/// <remarks>Source: PAPER.md, section 2; Lin et al. 2014; masks are the COCO API's, pixel for pixel.</remarks>
public static class CocoDataset
{
    /// <summary>VOC's class number and COCO's name by COCO category id.</summary>
    private static readonly Dictionary<int, (int Voc, string Name)> s_categories = new (int Coco, int Voc, string Name)[]
    {
        (1, 15, "person"), (2, 2, "bicycle"), (3, 7, "car"), (4, 14, "motorcycle"), (5, 1, "airplane"), (6, 6, "bus"),
        (7, 19, "train"), (9, 4, "boat"), (16, 3, "bird"), (17, 8, "cat"), (18, 12, "dog"), (19, 13, "horse"), (20, 17, "sheep"),
        (21, 10, "cow"), (44, 5, "bottle"), (62, 9, "chair"), (63, 18, "couch"), (64, 16, "potted plant"),
        (67, 11, "dining table"), (72, 20, "tv"),
    }.ToDictionary(one => one.Coco, one => (one.Voc, one.Name));

    /// <summary>Names of the 21 classes by number: the background, then VOC's 20.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
    [
        "background", "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow", "dining table", "dog", "horse",
        "motorbike", "person", "potted plant", "sheep", "sofa", "train", "tv monitor",
    ];

    /// <summary>Opens the pictures, in the order of their ids. The instances file is read once; outlines stay in it until they are needed.</summary>
    /// <param name="folder">The folder of pictures, such as <c>val2017</c>.</param>
    /// <param name="instances">The instances file, such as <c>annotations/instances_val2017.json</c>.</param>
    /// <exception cref="InvalidDatasetException">Folder or file is missing, or the file is damaged, no instances file, or has other categories.</exception>
    public static StreamedDataset<OverlappingPicture> Open(string folder, string instances)
    {
        PictureFiles.Require(folder);
        var index = CocoIndex.Read(instances, s_categories.ToDictionary(pair => pair.Key, pair => pair.Value.Voc), s_categories.ToDictionary(pair => pair.Key, pair => pair.Value.Name));
        return new($"COCO in {folder}", [.. index.Pictures.Select(one => one.Picture.FileName)], i =>
        {
            var (entry, objects) = index.Pictures[i];
            var picture = PictureCodec.Load(Path.Combine(folder, entry.FileName));
            if ((picture.Width, picture.Height) != (entry.Width, entry.Height))
                throw new InvalidDatasetException(Path.Combine(folder, entry.FileName), $"the picture is {picture.Width}x{picture.Height} pixels, '{instances}' says {entry.Width}x{entry.Height}; it is another picture, or was resized");
            return new(entry.FileName, picture, Truth(instances, entry, objects));
        });
    }

    private static ClassSets Truth(string instances, CocoIndex.Entry entry, IReadOnlyList<(long Offset, int Length, int Class)> objects)
    {
        var sets = new uint[entry.Width * entry.Height];
        using var file = File.OpenHandle(instances);
        foreach (var (offset, length, one) in objects)
        {
            var text = new byte[length];
            try
            {
                if (RandomAccess.Read(file, text, offset) != length) throw new FormatException("the file has become shorter since it was opened");
                using var annotation = JsonDocument.Parse(text);
                CocoObject.Paint(annotation.RootElement, entry.Width, entry.Height, 1u << one, sets);
            }
            catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
            {
                throw new InvalidDatasetException(entry.FileName, FormattableString.Invariant($"its object at byte {offset} of '{instances}' cannot be drawn: {e.Message}"), inner: e);
            }
        }

        for (var i = 0; i < sets.Length; i++)
            if (sets[i] == 0) sets[i] = 1;
        return new(entry.Width, entry.Height, sets);
    }
}
