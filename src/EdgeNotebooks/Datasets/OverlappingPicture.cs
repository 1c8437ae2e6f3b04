using EdgeNotebooks.Datasets.Coco;
using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Datasets;

/// <summary>One item of a segmentation data set in which a pixel may have several classes.</summary>
/// <param name="Name">The item's name in its data set.</param>
/// <param name="Picture">What the network sees, before preprocessing.</param>
/// <param name="Truth">The true classes of each pixel; as large as the picture.</param>
public sealed record OverlappingPicture(string Name, Picture Picture, ClassSets Truth);
