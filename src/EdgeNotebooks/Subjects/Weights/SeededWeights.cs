using EdgeNotebooks.Units;

namespace EdgeNotebooks.Subjects.Weights;

/// <summary>
/// Random weights that keep activations sane through any depth: latency does not depend on the values, as long as they are ordinary
/// numbers. Each tensor depends on the seed and its name alone, on every platform.
/// </summary>
/// <remarks>
/// He et al. (2015), arXiv 1502.01852: variance 2 / fan-in before a ReLU. A block adds a branch of a twentieth of that to its shortcut (whose
/// values are positive), so that sums grow slowly. Source of the numbers: <see cref="SplitMix64"/>.
/// </remarks>
/// <param name="seed">Which of the random models.</param>
/// <param name="inputScale">Typical size of the input's values; the first layer divides by it.</param>
public sealed class SeededWeights(ulong seed, double inputScale = 1) : IWeights
{
    private const float BiasDeviation = 0.01f;

    /// <inheritdoc/>
    public float[] Values(string name, IReadOnlyList<int> shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        var values = new float[shape.Aggregate(1, (product, size) => checked(product * size))];
        var deviation = shape.Count == 1 ? BiasDeviation : (float)Math.Sqrt(Gain(name) / (values.Length / shape[0]));
        var random = SplitMix64.For(seed, Key(name), 0);
        for (var i = 0; i < values.Length; i++) values[i] = deviation * random.Bell();
        return values;
    }

    private double Gain(string name) =>
        name is "conv1.weight" or "conv1_1.weight" ? 2 / (inputScale * inputScale)
        : name.EndsWith("conv3.weight", StringComparison.Ordinal) ? 0.1
        : name.StartsWith("duc", StringComparison.Ordinal) ? 0.25
        : name.Contains("downsample", StringComparison.Ordinal) || name is "fc.weight" or "classifier.4.weight" ? 1
        : 2;

    /// <summary>A number for a name: FNV-1a, which is the same on every platform.</summary>
    private static ulong Key(string name) => name.Aggregate(14695981039346656037UL, (hash, letter) => (hash ^ letter) * 1099511628211UL);
}
