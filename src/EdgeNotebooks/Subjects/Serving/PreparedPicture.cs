using EdgeNotebooks.Imaging;
using EdgeNotebooks.Inference;

namespace EdgeNotebooks.Subjects.Serving;

/// <summary>A decoded and preprocessed picture.</summary>
/// <param name="Inputs">The model's input tensors by name.</param>
/// <param name="Size">Size of the picture as it came, which finishing needs.</param>
public sealed record PreparedPicture(IReadOnlyDictionary<string, Tensor> Inputs, PictureSize Size);
