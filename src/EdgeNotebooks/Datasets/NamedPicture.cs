using EdgeNotebooks.Imaging;

namespace EdgeNotebooks.Datasets;

/// <summary>A picture of which only its name is known.</summary>
/// <param name="Name">The file's path below the data set's folder, with forward slashes.</param>
/// <param name="Picture">What the network sees, before preprocessing.</param>
public sealed record NamedPicture(string Name, Picture Picture);
