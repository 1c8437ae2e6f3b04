using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Datasets;

/// <summary>One item of a segmentation data set in which each pixel has one class.</summary>
/// <param name="Name">The item's name in its data set.</param>
/// <param name="Picture">What the network sees, before preprocessing.</param>
/// <param name="Truth">The true class of each pixel; 255 is not counted. As large as the picture.</param>
public sealed record SegmentedPicture(string Name, Picture Picture, LabelMap Truth);
