namespace EdgeNotebooks.Datasets.Fetching;

/// <summary>Something that can be fetched: a model, a data set, or the authors' measurements.</summary>
/// <param name="Kind"><c>models</c>, <c>datasets</c> or <c>paper</c>.</param>
/// <param name="Name">How the user asks for it.</param>
/// <param name="About">What it is, in one line.</param>
/// <param name="Licence">Whose it is and on what terms.</param>
/// <param name="Files">What is downloaded; empty when only the user can get it.</param>
/// <param name="ByHand">What the user must do instead: where to log in, and what to put where. Null when the download needs no login.</param>
public sealed record FetchItem(string Kind, string Name, string About, string Licence, IReadOnlyList<FetchFile> Files, string? ByHand = null);
