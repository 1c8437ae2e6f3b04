namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>Normalisations with more than one output.</summary>
internal static class Normalising
{
    /// <summary>LayerNormalization: mean and inverse deviation keep the axes before <c>axis</c>.</summary>
    public static IReadOnlyList<TensorFact> Layer(NodeView node)
    {
        var x = node.Input(0);
        var statistics = new TensorFact(
            node.Type("stash_type", ElementType.Float32),
            x.Shape is { } shape && Axes.At(node.Int("axis", -1), shape.Rank) is { } axis
                ? new TensorShape(shape.Dims.Select((dim, i) => i < axis ? dim : 1))
                : null);
        return [x.Abstract(), statistics, statistics];
    }

    /// <summary>SkipLayerNormalization: the last output is the sum of the inputs.</summary>
    public static IReadOnlyList<TensorFact> Skip(NodeView node) =>
        [node.Input(0).Abstract(), TensorFact.Nothing, TensorFact.Nothing, node.Input(0).Abstract()];
}
