using System.Globalization;
using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Datasets;

/// <summary>Cityscapes: street pictures of 2048x1024 pixels with the class of each pixel, which the study's <c>duc</c> is measured on.</summary>
/// <remarks>Source: Cordts et al. 2016; class numbers as in the data set's own scripts (labels.py): 34 label ids, 19 of them evaluated.</remarks>
public static class CityscapesDataset
{
    private const string PictureEnding = "_leftImg8bit.png";
    private const string LabelEnding = "_gtFine_labelIds.png";
    private const int HighestId = 33;

    /// <summary>The label id of each of the 19 classes that are evaluated, by training id.</summary>
    private static readonly byte[] s_ids = [7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33];

    /// <summary>Names of the 19 classes by training id.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
    [
        "road", "sidewalk", "building", "wall", "fence", "pole", "traffic light", "traffic sign", "vegetation", "terrain", "sky",
        "person", "rider", "car", "truck", "bus", "train", "motorcycle", "bicycle",
    ];

    /// <summary>Opens one split.</summary>
    /// <param name="root">The folder with <c>leftImg8bit</c> and <c>gtFine</c>, as the two archives unpack.</param>
    /// <param name="split">Folder below both; the validation set of 500 pictures by default.</param>
    /// <returns>Pictures with training ids 0 to 18, everything else 255, in ordinal order of city and file.</returns>
    /// <exception cref="InvalidDatasetException">A folder is missing, or there is no picture. A missing label file is an error only when its picture is read.</exception>
    public static StreamedDataset<SegmentedPicture> Open(string root, string split = "val")
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        var (pictures, labels) = (Path.Combine(root, "leftImg8bit", split), Path.Combine(root, "gtFine", split));
        PictureFiles.Require(labels);
        var names = PictureFiles.Below(pictures).Where(name => name.EndsWith(PictureEnding, StringComparison.Ordinal)).ToArray();
        if (names.Length == 0) throw new InvalidDatasetException(pictures, $"no picture here ends in '{PictureEnding}'; unpack leftImg8bit_trainvaltest.zip into '{root}'");
        return new($"Cityscapes {split} in {root}", names, i =>
        {
            var label = Path.Combine(labels, names[i][..^PictureEnding.Length] + LabelEnding);
            if (!File.Exists(label)) throw new InvalidDatasetException(label, $"the labels of '{names[i]}' are missing; unpack gtFine_trainvaltest.zip into '{root}'");
            var picture = PictureCodec.Load(Path.Combine(pictures, names[i]));
            return new(names[i], picture, Truth(label, picture));
        });
    }

    /// <summary>The training id of each label id: 0 to 18, or 255.</summary>
    internal static byte[] TrainingIds()
    {
        var map = new byte[256];
        Array.Fill(map, LabelMap.Ignored);
        for (byte training = 0; training < s_ids.Length; training++) map[s_ids[training]] = training;
        return map;
    }

    private static LabelMap Truth(string file, Picture picture)
    {
        var ids = PictureCodec.LoadLabels(file);
        if ((ids.Width, ids.Height) != (picture.Width, picture.Height))
            throw new InvalidDatasetException(file, $"the labels are {ids.Width}x{ids.Height} pixels, their picture {picture.Width}x{picture.Height}");
        var wrong = ids.Classes.Span.IndexOfAnyInRange((byte)(HighestId + 1), (byte)254);
        return wrong < 0 ? ids.Mapped(TrainingIds()) : throw new InvalidDatasetException(file, string.Create(CultureInfo.InvariantCulture,
            $"label id {ids.Classes.Span[wrong]} does not exist; the ids of '..{LabelEnding}' are 0 to {HighestId}"));
    }
}
