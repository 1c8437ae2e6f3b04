using System.Collections.Immutable;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>Operators that work element by element, with broadcasting.</summary>
internal static class ElementwiseRules
{
    /// <summary>Operators whose output is like their first input.</summary>
    public static readonly string[] Unary =
    [
        "Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "BatchNormalization", "Ceil", "Celu", "Clip", "Cos", "Cosh", "CumSum",
        "Elu", "Erf", "Exp", "Floor", "Gelu", "GroupNormalization", "HardSigmoid", "HardSwish", "Hardmax", "Identity", "InstanceNormalization",
        "LRN", "LeakyRelu", "Log", "LogSoftmax", "LpNormalization", "MeanVarianceNormalization", "Mish", "Neg", "Not", "Reciprocal", "Relu",
        "Round", "ScatterElements", "ScatterND", "Scatter", "Selu", "Shrink", "Sigmoid", "Sign", "Sin", "Sinh", "Softmax", "Softplus", "Softsign",
        "Sqrt", "Swish", "Tan", "Tanh", "ThresholdedRelu", "Trilu", "BitwiseNot", "RandomNormalLike", "RandomUniformLike", "Bernoulli",
        "ReverseSequence", "RotaryEmbedding",
    ];

    /// <summary>Operators whose output is of the inputs' type, broadcast.</summary>
    public static readonly string[] Broadcast =
        ["Add", "Sub", "Mul", "Div", "Pow", "Mod", "Max", "Min", "Sum", "Mean", "PRelu", "And", "Or", "Xor", "BitShift", "BitwiseAnd", "BitwiseOr", "BitwiseXor"];

    /// <summary>Operators whose output is bool, broadcast.</summary>
    public static readonly string[] Comparisons = ["Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual"];

    public static TensorFact LikeFirst(NodeFacts node)
    {
        var input = node.Input(0);
        // Operators that keep the numbers; the others here are for floats.
        return node.OpType is "Identity" ? input : input with { Content = null };
    }

    public static TensorFact Broadcasting(NodeFacts node)
    {
        var inputs = Enumerable.Range(0, node.InputCount).Select(node.Input).ToArray();
        if (inputs.Length == 0) return TensorFact.Unknown;
        var type = inputs.Select(input => input.Type).FirstOrDefault(type => type != ElementType.Undefined);
        return new(type, ShapeOf(inputs), inputs.Length == 2 ? ContentOf(node.OpType, inputs[0], inputs[1]) : null);
    }

    public static TensorFact Comparison(NodeFacts node) => new(ElementType.Bool, ShapeOf([node.Input(0), node.Input(1)]));

    public static TensorFact IsNaN(NodeFacts node) => new(ElementType.Bool, node.Input(0).Shape);

    public static TensorFact Where(NodeFacts node)
    {
        TensorFact[] inputs = [node.Input(0), node.Input(1), node.Input(2)];
        return new(inputs[1].OrElse(inputs[2]).Type, ShapeOf(inputs));
    }

    public static TensorFact Cast(NodeFacts node)
    {
        var input = node.Input(0);
        var type = (ElementType)node.Int("to", 0);
        return input with { Type = type, Content = type is ElementType.Int64 or ElementType.Int32 or ElementType.Float32 ? input.Content : null };
    }

    public static TensorFact CastLike(NodeFacts node) => new(node.Input(1).Type, node.Input(0).Shape);

    /// <summary>Output and mask.</summary>
    public static IReadOnlyList<TensorFact> Dropout(NodeFacts node) =>
        [node.Input(0) with { Content = null }, new(node.Opset < 10 ? node.Input(0).Type : ElementType.Bool, node.Input(0).Shape)];

    /// <summary>The common shape of <paramref name="inputs"/>; an axis that cannot be told is unknown.</summary>
    public static TensorShape? ShapeOf(IReadOnlyList<TensorFact> inputs)
    {
        if (inputs.Any(input => input.Shape is null)) return null;
        return inputs.Select(input => input.Shape!).Aggregate(Common);
    }

    private static TensorShape Common(TensorShape a, TensorShape b)
    {
        var rank = Math.Max(a.Rank, b.Rank);
        return new TensorShape(Enumerable.Range(0, rank).Select(axis => Common(At(a, axis), At(b, axis))));

        Dim At(TensorShape shape, int axis) => axis < rank - shape.Rank ? 1 : shape[axis - (rank - shape.Rank)];
    }

    private static Dim Common(Dim a, Dim b) =>
        a.Value is 1 ? b : b.Value is 1 ? a
        : a == b ? a
        : a.Value is not null && b.Value is null ? a
        : b.Value is not null && a.Value is null ? b
        : Dim.Unknown;

    private static ImmutableArray<Scalar>? ContentOf(string opType, TensorFact a, TensorFact b)
    {
        if (a.Content is not { } x || b.Content is not { } y) return null;
        if (x.Length != y.Length && x.Length != 1 && y.Length != 1) return null;
        if (a.Rank > 1 || b.Rank > 1) return null;
        // A quotient of floats is no integer; contents that went through a cast to float stay exact only for +, - and *.
        if (opType == "Div" && a.Type == ElementType.Float32) return null;
        Func<Scalar, Scalar, Scalar>? operation = opType switch
        {
            "Add" => (p, q) => p + q,
            "Sub" => (p, q) => p - q,
            "Mul" => (p, q) => p * q,
            "Div" => (p, q) => p / q,
            _ => null,
        };
        if (operation is null) return null;
        var length = Math.Max(x.Length, y.Length);
        return [.. Enumerable.Range(0, length).Select(i => operation(x[x.Length == 1 ? 0 : i], y[y.Length == 1 ? 0 : i]))];
    }
}
