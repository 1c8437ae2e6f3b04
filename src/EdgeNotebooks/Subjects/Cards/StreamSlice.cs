namespace EdgeNotebooks.Subjects.Cards;

/// <summary>The first pictures of a seed stream.</summary>
/// <param name="Stream">Name of the stream: <c>Training</c>, <c>Calibration</c> or <c>HeldOut</c>.</param>
/// <param name="Seed">Seed within the stream.</param>
/// <param name="Count">Number of pictures from the first.</param>
public sealed record StreamSlice(string Stream, ulong Seed, int Count);
