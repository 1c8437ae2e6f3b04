using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Datasets;

/// <summary>One item of a classification data set.</summary>
/// <param name="Picture">What the network sees, before normalisation.</param>
/// <param name="Label">Index of the true class in the data set's class names.</param>
/// <param name="ClassName">The true class in words.</param>
public sealed record LabelledPicture(Picture Picture, int Label, string ClassName);
