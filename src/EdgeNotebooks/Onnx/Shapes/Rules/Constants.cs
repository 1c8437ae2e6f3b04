namespace EdgeNotebooks.Onnx.Shapes.Rules;

/// <summary>Operators that make tensors out of attributes, shapes or a few numbers.</summary>
internal static class Constants
{
    /// <summary>Constant with any of its attributes.</summary>
    public static IReadOnlyList<TensorFact> Constant(NodeView node) =>
        node.Attribute("value")?.T is { } tensor ? [TensorFact.Of(tensor, node.Walk.Run.Constants)]
        : node.Attribute("sparse_value")?.SparseTensor is { } sparse ? [new((ElementType)(sparse.Values?.DataType ?? 0), TensorFact.Dense(sparse.Dims))]
        : node.Int("value_int") is { } integer ? [Scalar(ElementType.Int64, integer)]
        : node.Attribute("value_float") is { } real ? [Scalar(ElementType.Float32, Number.Of(real.F))]
        : node.Attribute("value_ints") is { } integers ? [TensorFact.Vector(ElementType.Int64, [.. integers.Ints.Select(value => (Number)value)])]
        : node.Attribute("value_floats") is { } reals ? [TensorFact.Vector(ElementType.Float32, [.. reals.Floats.Select(value => Number.Of(value))])]
        : node.Attribute("value_string") is not null ? [new(ElementType.String, new TensorShape())]
        : node.Attribute("value_strings") is { } texts ? [new(ElementType.String, new TensorShape(texts.Strings.Count))]
        : [];

    public static IReadOnlyList<TensorFact> ConstantOfShape(NodeView node)
    {
        var fill = node.Attribute("value")?.T is { } tensor ? TensorFact.Of(tensor, node.Walk.Run.Constants) : Scalar(ElementType.Float32, 0);
        return [OfTarget(fill.Abstract(), node.Input(0)) is var made && made.Shape?.Elements is <= TensorFact.MostValues and var count
            ? made with { Values = [.. Enumerable.Repeat(fill.Scalar, (int)count)] }
            : made];
    }

    public static IReadOnlyList<TensorFact> Shape(NodeView node)
    {
        if (node.Input(0).Lengths() is not { } lengths) return [new(ElementType.Int64, new TensorShape(Dim.Unknown))];
        var (start, end) = (Clamped(node.Int("start", 0), lengths.Length), Clamped(node.Int("end", lengths.Length), lengths.Length));
        return [TensorFact.Vector(ElementType.Int64, start < end ? lengths[start..end] : [])];
    }

    public static IReadOnlyList<TensorFact> Size(NodeView node) =>
        [Scalar(ElementType.Int64, node.Input(0).Lengths() is { } lengths ? LengthProduct.Of(lengths) : Number.Unknown)];

    public static IReadOnlyList<TensorFact> Range(NodeView node)
    {
        var (start, limit, step) = (node.Input(0).Scalar, node.Input(1).Scalar, node.Input(2).Scalar);
        var type = node.Input(0).Type;
        var steps = Number.Ratio(limit - start, step).Rounded(Math.Ceiling);
        var count = steps.Integer is < 0 ? 0 : steps.IsSurelyLength ? steps : Number.Unknown;
        return [count.Integer is <= TensorFact.MostValues and var known
            ? TensorFact.Vector(type, ValueArithmetic.Stored(Enumerable.Range(0, (int)known).Select(i => start + (step * i)), type))
            : new(type, new TensorShape(count.ToDim()))];
    }

    /// <summary>Cast follows values; a fraction loses its fraction, flags become 0 and 1.</summary>
    public static IReadOnlyList<TensorFact> Cast(NodeView node)
    {
        var x = node.Input(0);
        var type = node.OpType == "CastLike" ? node.Input(1).Type : node.Type("to", ElementType.Undefined);
        Func<Number, Number>? convert = type switch
        {
            ElementType.Bool => value => value.Real is { } number ? number != 0 ? 1 : 0 : Number.Unknown,
            ElementType.Int64 => value => value.Rounded(Math.Truncate),
            ElementType.Int32 => value => value.Rounded(Math.Truncate) is { Integer: not (< int.MinValue or > int.MaxValue) } whole ? whole : Number.Unknown,
            ElementType.Float32 or ElementType.Float64 => value => value,
            _ => null,
        };
        return [new(type, x.Shape) { Values = convert is null || x.Values is not { } values ? null : ValueArithmetic.Stored(values.Select(convert), type) }];
    }

    /// <summary>EyeLike, RandomNormalLike and others with an optional type.</summary>
    public static IReadOnlyList<TensorFact> Like(NodeView node) => [new(node.Type("dtype", node.Input(0).Type), node.Input(0).Shape)];

    /// <summary>RandomNormal, RandomUniform: axes in an attribute.</summary>
    public static IReadOnlyList<TensorFact> Stated(NodeView node) =>
        [new(node.Type("dtype", ElementType.Float32), node.Ints("shape") is { } shape ? TensorFact.Dense(shape) : null)];

    /// <summary>A tensor whose axes are the values of another.</summary>
    public static TensorFact OfTarget(TensorFact fact, TensorFact target) =>
        target.Values is { } lengths ? fact.Shaped(lengths.Select(length => length.ToDim()))
        : target.Shape is { Rank: 1 } list && list[0].Value is <= 64 and var rank ? fact.Shaped(Enumerable.Repeat(Dim.Unknown, (int)rank))
        : new(fact.Type, null);

    private static TensorFact Scalar(ElementType type, Number value) => new(type, new TensorShape()) { Values = [value] };

    private static int Clamped(long place, int rank) => (int)Math.Clamp(place < 0 ? place + rank : place, 0, rank);
}
