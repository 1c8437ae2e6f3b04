namespace EdgeNotebooks.Datasets.Fetching;

/// <summary>One file to download.</summary>
/// <param name="Urls">Where it lies; the second and later ones are tried when those before fail.</param>
/// <param name="Path">Its place below the target folder, with forward slashes.</param>
/// <param name="Bytes">Its length, where it is known.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal, where it is known for certain; else it is recorded at the first download.</param>
/// <param name="Unpack">Prefixes of the entries of this zip archive that are unpacked beside it; null keeps the file as it is.</param>
public sealed record FetchFile(IReadOnlyList<Uri> Urls, string Path, long? Bytes = null, string? Sha256 = null, IReadOnlyList<string>? Unpack = null);
