namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>Matrix products, normalisation with statistics, and quantization.</summary>
internal static class MatrixRules
{
    public static TensorFact MatMul(NodeFacts node) => Product(node.Input(0), node.Input(1), node.Input(0).Type);

    public static TensorFact MatMulInteger(NodeFacts node) => Product(node.Input(0), node.Input(1), ElementType.Int32);

    public static TensorFact QLinearMatMul(NodeFacts node) => Product(node.Input(0), node.Input(3), node.Input(7).Type);

    public static TensorFact Gemm(NodeFacts node)
    {
        var (a, b) = (node.Input(0), node.Input(1));
        if (a.Shape is not { Rank: 2 } left || b.Shape is not { Rank: 2 } right) return new(a.Type, null);
        return new(a.Type, new TensorShape(left[node.Int("transA", 0) != 0 ? 1 : 0], right[node.Int("transB", 0) != 0 ? 0 : 1]));
    }

    public static TensorFact Einsum(NodeFacts node)
    {
        var type = node.Input(0).Type;
        var sides = node.Text("equation", "").Replace(" ", "", StringComparison.Ordinal).Split("->");
        if (sides.Length != 2 || sides[0].Contains('.', StringComparison.Ordinal)) return new(type, null);
        var lengths = new Dictionary<char, Dim>();
        var terms = sides[0].Split(',');
        for (var i = 0; i < terms.Length; i++)
        {
            if (node.Input(i).Shape is not { } shape || shape.Rank != terms[i].Length) return new(type, null);
            for (var axis = 0; axis < shape.Rank; axis++)
            {
                if (!lengths.TryGetValue(terms[i][axis], out var known) || known.Value is null) lengths[terms[i][axis]] = shape[axis];
            }
        }

        return new(type, new TensorShape(sides[1].Select(letter => lengths.GetValueOrDefault(letter))));
    }

    /// <summary>Output, and mean and inverse deviation per group.</summary>
    public static IReadOnlyList<TensorFact> LayerNormalization(NodeFacts node)
    {
        var input = node.Input(0);
        if (input.Shape is not { } shape || NodeFacts.Axis(node.Int("axis", -1), shape.Rank) is not { } axis) return [input];
        var statistics = new TensorFact(ElementType.Float32, new TensorShape(shape.Dims.Select((dim, i) => i < axis ? dim : 1)));
        return [input with { Content = null }, statistics, statistics];
    }

    public static TensorFact QuantizeLinear(NodeFacts node)
    {
        var stated = (ElementType)node.Int("output_dtype", 0);
        var type = node.Has(2) ? node.Input(2).Type : stated != ElementType.Undefined ? stated : ElementType.UInt8;
        return new(type, node.Input(0).Shape);
    }

    public static TensorFact DequantizeLinear(NodeFacts node) =>
        new(node.Input(1).Type == ElementType.Undefined ? ElementType.Float32 : node.Input(1).Type, node.Input(0).Shape);

    /// <summary>Output, scale and zero point.</summary>
    public static IReadOnlyList<TensorFact> DynamicQuantizeLinear(NodeFacts node) =>
        [new(ElementType.UInt8, node.Input(0).Shape), new(ElementType.Float32, new TensorShape()), new(ElementType.UInt8, new TensorShape())];

    /// <summary>Lengths times scales, rounded down, or the lengths that are given.</summary>
    public static TensorFact Resize(NodeFacts node)
    {
        var input = node.Input(0);
        if (input.Shape is not { } shape) return new(input.Type, null);
        var late = node.OpType == "Resize" && node.Opset >= 11;
        var axes = node.Ints("axes") ?? [.. Enumerable.Range(0, shape.Rank).Select(axis => (long)axis)];
        var unclear = new TensorFact(input.Type, new TensorShape(Enumerable.Repeat(Dim.Unknown, shape.Rank)));
        if (axes.Any(axis => NodeFacts.Axis(axis, shape.Rank) is null) || node.Text("keep_aspect_ratio_policy", "stretch") != "stretch") return unclear;
        if (late && node.Has(3))
            return node.Input(3).Content is { } sizes && sizes.Length == axes.Length ? With(i => sizes[i].ToDim()) : unclear;

        var scales = node.Attribute("scales") is { } old ? [.. old.Floats] : node.Floats(late ? 2 : 1);
        return scales?.Length == axes.Length ? With(Scaled) : unclear;

        Dim Scaled(int i) => scales[i] == 1 ? shape[At(i)]
            : shape[At(i)].Value is { } length && scales[i] > 0 && length * scales[i] < 1L << 40 ? (long)Math.Floor(length * scales[i])
            : scales[i] == MathF.Truncate(scales[i]) && scales[i] is > 1 and < 1024 ? ReshapeRules.Times(shape[At(i)], (long)scales[i])
            : Dim.Unknown;

        int At(int i) => NodeFacts.Axis(axes[i], shape.Rank)!.Value;

        TensorFact With(Func<int, Dim> length)
        {
            var dims = shape.Dims.ToArray();
            for (var i = 0; i < axes.Length; i++) dims[At(i)] = length(i);
            return new(input.Type, new TensorShape(dims));
        }
    }

    /// <summary>The sequence and the last states of a recurrent layer, batch second.</summary>
    public static IReadOnlyList<TensorFact> Recurrent(NodeFacts node)
    {
        var input = node.Input(0);
        if (input.Shape is not { Rank: 3 } shape || node.Int("layout", 0) != 0 || node.Int("hidden_size", -1) is not (>= 0 and var hidden))
            return [.. Enumerable.Repeat(new TensorFact(input.Type, null), 3)];
        Dim directions = node.Text("direction", "forward") == "bidirectional" ? 2 : 1;
        var last = new TensorFact(input.Type, new TensorShape(directions, shape[1], hidden));
        return [new(input.Type, new TensorShape(shape[0], directions, shape[1], hidden)), last, last];
    }

    /// <summary>The product of the last two axes, the others broadcast; a vector counts as a matrix of one row or column.</summary>
    private static TensorFact Product(TensorFact a, TensorFact b, ElementType type)
    {
        if (a.Shape is not { Rank: > 0 } left || b.Shape is not { Rank: > 0 } right) return new(type, null);
        var batch = ElementwiseRules.ShapeOf([Head(left), Head(right)])!;
        var rows = left.Rank > 1 ? left.Dims.TakeLast(2).Take(1) : [];
        var columns = right.Rank > 1 ? right.Dims.TakeLast(1) : [];
        return new(type, new TensorShape([.. batch.Dims, .. rows, .. columns]));

        TensorFact Head(TensorShape shape) => new(type, new TensorShape(shape.Dims.Take(Math.Max(0, shape.Rank - 2))));
    }
}
