namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>Operators that keep the shape of their input, or broadcast several.</summary>
internal static class Elementwise
{
    /// <summary>Activations, normalisations, Softmax: type and shape of the first input.</summary>
    public static IReadOnlyList<TensorFact> Same(NodeView node) => [node.Input(0).Abstract()];

    /// <summary>Rounding and the like, whose values are followed.</summary>
    public static IReadOnlyList<TensorFact> Unary(NodeView node) =>
        [node.Input(0) with { Values = ValueArithmetic.Unary(node.OpType, node.Input(0)) }];

    /// <summary>Identity and Dropout's first output: the values too. Dropout's mask is of flags since opset 10.</summary>
    public static IReadOnlyList<TensorFact> Unchanged(NodeView node) =>
        node.OutputCount == 1 ? [node.Input(0)]
        : [node.Input(0), node.Input(0).Abstract() with { Type = node.Opset >= 10 ? ElementType.Bool : node.Input(0).Type }];

    /// <summary>Shape of the first input, of flags: IsNaN, Not.</summary>
    public static IReadOnlyList<TensorFact> Flags(NodeView node) =>
        [new(ElementType.Bool, node.Input(0).Shape) { Values = ValueArithmetic.Unary(node.OpType, node.Input(0)) }];

    /// <summary>Arithmetic on any number of broadcast inputs.</summary>
    public static IReadOnlyList<TensorFact> Broadcast(NodeView node) => [Broadcast(node, node.Input(0).Type)];

    /// <summary>Comparisons and logic: flags.</summary>
    public static IReadOnlyList<TensorFact> Compare(NodeView node) => [Broadcast(node, ElementType.Bool)];

    /// <summary>Where: the type of the choices.</summary>
    public static IReadOnlyList<TensorFact> Where(NodeView node)
    {
        var shape = Axes.Broadcast(node.Inputs.Select(input => input.Shape));
        return [new(node.Input(1).Type, shape) { Values = ValueArithmetic.Choice(node.Inputs, shape) }];
    }

    /// <summary>Statistics of training are outputs two to five of old opsets; the first is what counts.</summary>
    public static IReadOnlyList<TensorFact> BatchNormalization(NodeView node) => [node.Input(0).Abstract()];

    private static TensorFact Broadcast(NodeView node, ElementType type)
    {
        var shape = Axes.Broadcast(node.Inputs.Select(input => input.Shape));
        return new(type, shape) { Values = ValueArithmetic.Binary(node.OpType, node.Inputs, shape) };
    }
}
