namespace EdgeNotebooks.Subjects;

/// <summary>Accuracy was asked of a model whose weights are random: only its latency means something.</summary>
/// <param name="path">The model file.</param>
public sealed class RandomWeightsException(string path)
    : Exception($"'{path}' has random weights (weights=random): its latency means something, its accuracy does not; fetch the original, or take a small subject such as 'resnet_mini'")
{
    /// <summary>The model file.</summary>
    public string Path { get; } = path;
}
