namespace EdgeNotebooks.Subjects.Cards;

/// <summary>The drawn data that a model was made with and measured on.</summary>
/// <param name="Name">The data set: <c>shapes</c> or <c>scenes</c>.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="TrainingStream">Where the training pictures come from.</param>
/// <param name="HeldOutStream">Where the pictures come from that accuracy was measured on.</param>
public sealed record DrawnData(string Name, int Classes, StreamSlice TrainingStream, StreamSlice HeldOutStream);
