using EdgeNotebooks.Units;

namespace EdgeNotebooks.Subjects.Weights;

/// <summary>
/// A state dictionary as training leaves it, with each batch normalisation folded into the convolution before it:
/// weight * gamma / sqrt(variance + epsilon), and beta - mean * gamma / sqrt(variance + epsilon) as the bias.
/// Computed in double precision, rounded once.
/// </summary>
/// <param name="state">
/// Tensors by torchvision's names, row-major; shared, not copied. A convolution <c>X.convN</c> belongs to <c>X.bnN</c>, and N of a
/// sequence (<c>downsample.0</c>) to N + 1. Without a normalisation, weight and bias are taken as they are.
/// </param>
/// <param name="epsilon">What the normalisation adds to the variance.</param>
public sealed class FoldedWeights(IReadOnlyDictionary<string, float[]> state, double epsilon = 1e-5) : IWeights
{
    /// <inheritdoc/>
    public float[] Values(string name, IReadOnlyList<int> shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        var count = shape.Aggregate(1, (product, size) => checked(product * size));
        var (layer, kind) = (name[..name.LastIndexOf('.')], name[(name.LastIndexOf('.') + 1)..]);
        var values = state.ContainsKey($"{NormAfter(layer)}.running_var") ? Fold(layer, kind) : Find(name);
        if (values.Length != count)
            throw new ArgumentException($"'{name}' has {values.Length} values, but shape [{string.Join(", ", shape)}] needs {count}", nameof(shape));
        return values;
    }

    private float[] Fold(string layer, string kind)
    {
        var norm = NormAfter(layer);
        var (gamma, beta) = (Find($"{norm}.weight"), Find($"{norm}.bias"));
        var (mean, variance) = (Find($"{norm}.running_mean"), Find($"{norm}.running_var"));
        var scale = gamma.Select((value, channel) => value / Math.Sqrt(variance[channel] + epsilon)).ToArray();
        if (kind == "bias") return [.. scale.Select((value, channel) => (float)(beta[channel] - mean[channel] * value))];
        var weight = Find($"{layer}.weight");
        var each = weight.Length / scale.Length;
        return [.. weight.Select((value, i) => (float)(value * scale[i / each]))];
    }

    private float[] Find(string name) => state.TryGetValue(name, out var values)
        ? values
        : throw new KeyNotFoundException(
            $"weight '{name}' is not in the state dictionary ({state.Count} tensors); closest: '{string.Join("', '", NearestName.Among(name, state.Keys))}'");

    /// <summary>The name of the normalisation that would follow a convolution.</summary>
    private static string NormAfter(string layer)
    {
        var at = layer.LastIndexOf('.') + 1;
        var (parent, own) = (layer[..at], layer[at..]);
        if (own.StartsWith("conv", StringComparison.Ordinal)) return $"{parent}bn{own[4..]}";
        return int.TryParse(own, out var position) ? FormattableString.Invariant($"{parent}{position + 1}") : layer;
    }
}
