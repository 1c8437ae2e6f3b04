using EdgeNotebooks.Units;

namespace EdgeNotebooks.Onnx;

/// <summary>A name that no tensor of the model has.</summary>
public sealed class TensorNotFoundException : Exception
{
    /// <summary>States that <paramref name="tensor"/> is not among <paramref name="candidates"/>, and which of them are closest.</summary>
    public TensorNotFoundException(string model, string tensor, IEnumerable<string> candidates)
        : this(model, tensor, [.. candidates])
    {
    }

    private TensorNotFoundException(string model, string tensor, List<string> candidates)
        : base(Text(model, tensor, candidates.Count, NearestName.Among(tensor, candidates)))
    {
        Model = model;
        Tensor = tensor;
        Nearest = NearestName.Among(tensor, candidates);
    }

    /// <summary>The model that was searched.</summary>
    public string Model { get; }

    /// <summary>The name as given.</summary>
    public string Tensor { get; }

    /// <summary>The closest names that exist, best first.</summary>
    public IReadOnlyList<string> Nearest { get; }

    private static string Text(string model, string tensor, int count, IReadOnlyList<string> nearest) =>
        $"tensor '{tensor}' is not in model '{model}' ({count} tensors); closest: {string.Join(", ", nearest.Select(name => $"'{name}'"))}";
}
