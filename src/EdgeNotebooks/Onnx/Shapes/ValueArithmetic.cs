using System.Collections.Frozen;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>Computes with the values of small tensors as the operators do, each as far as it is known.</summary>
internal static class ValueArithmetic
{
    private static readonly FrozenDictionary<string, Func<Number, Number, ElementType, Number>> s_binary =
        new Dictionary<string, Func<Number, Number, ElementType, Number>>
        {
            ["Add"] = (a, b, _) => a + b,
            ["Sub"] = (a, b, _) => a - b,
            ["Mul"] = (a, b, _) => a * b,
            ["Div"] = (a, b, type) => IsInteger(type) ? a / b : Number.Ratio(a, b),
            ["Mod"] = (a, b, type) => IsInteger(type) && a.Integer is >= 0 and var x && b.Integer is > 0 and var y ? x % y : Number.Unknown,
            ["Min"] = (a, b, _) => a == b ? a : a.Real is { } x && b.Real is { } y ? x < y ? a : b : Number.Unknown,
            ["Max"] = (a, b, _) => a == b ? a : a.Real is { } x && b.Real is { } y ? x > y ? a : b : Number.Unknown,
            ["Equal"] = (a, b, _) => Compare(a, b, order => order == 0),
            ["Greater"] = (a, b, _) => Compare(a, b, order => order > 0),
            ["GreaterOrEqual"] = (a, b, _) => Compare(a, b, order => order >= 0),
            ["Less"] = (a, b, _) => Compare(a, b, order => order < 0),
            ["LessOrEqual"] = (a, b, _) => Compare(a, b, order => order <= 0),
            ["And"] = (a, b, _) => a.Integer is { } x && b.Integer is { } y ? x & y : a.Integer == 0 || b.Integer == 0 ? 0 : Number.Unknown,
            ["Or"] = (a, b, _) => a.Integer is { } x && b.Integer is { } y ? x | y : a.Integer == 1 || b.Integer == 1 ? 1 : Number.Unknown,
        }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Func<Number, Number>> s_unary = new Dictionary<string, Func<Number, Number>>
    {
        ["Neg"] = value => 0 - value,
        ["Floor"] = value => value.Rounded(Math.Floor),
        ["Ceil"] = value => value.Rounded(Math.Ceiling),
        ["Round"] = value => value.Rounded(number => Math.Round(number, MidpointRounding.ToEven)),
        ["Abs"] = value => value.Real is < 0 ? 0 - value : value.Real is null ? Number.Unknown : value,
        ["Not"] = value => value.Integer is { } flag ? 1 - flag : Number.Unknown,
        ["Sqrt"] = value => value.Real is { } number ? Number.Of(Math.Sqrt(number)) : Number.Unknown,
        ["Reciprocal"] = value => Number.Ratio(1, value),
    }.ToFrozenDictionary();

    public static bool IsInteger(ElementType type) => type is ElementType.Int64 or ElementType.Int32 or ElementType.UInt64 or ElementType.UInt32
        or ElementType.Int16 or ElementType.UInt16 or ElementType.Int8 or ElementType.UInt8 or ElementType.Bool;

    /// <summary>Values of an operator with one input; null where they are not followed.</summary>
    public static Number[]? Unary(string opType, TensorFact x) =>
        x.Values is { } values && s_unary.TryGetValue(opType, out var function) ? Stored(values.Select(function), x.Type) : null;

    /// <summary>Values of a broadcast operator; null where they are not followed.</summary>
    public static Number[]? Binary(string opType, IReadOnlyList<TensorFact> inputs, TensorShape? result)
    {
        if (inputs.Count < 2 || !s_binary.TryGetValue(opType, out var function) || ValueGrid.Spread(inputs[0], result) is not { } values) return null;
        var type = inputs[0].Type;
        foreach (var input in inputs.Skip(1))
        {
            if (ValueGrid.Spread(input, result) is not { } next) return null;
            values = Stored(values.Zip(next, (a, b) => function(a, b, type)), type);
        }

        return values;
    }

    /// <summary>Values of a choice; null where they are not followed.</summary>
    public static Number[]? Choice(IReadOnlyList<TensorFact> inputs, TensorShape? result) =>
        inputs.Count == 3 && ValueGrid.Spread(inputs[0], result) is { } flags
        && ValueGrid.Spread(inputs[1], result) is { } yes && ValueGrid.Spread(inputs[2], result) is { } no
            ? [.. flags.Select((flag, i) => yes[i] == no[i] ? yes[i] : flag.Integer is { } set ? set != 0 ? yes[i] : no[i] : Number.Unknown)]
            : null;

    /// <summary>What a tensor of <paramref name="type"/> keeps of the values: float32 rounds.</summary>
    public static Number[] Stored(IEnumerable<Number> values, ElementType type) =>
        type == ElementType.Float32 ? [.. values.Select(value => value.Rounded(number => (float)number))] : [.. values];

    private static Number Compare(Number a, Number b, Func<int, bool> holds) =>
        !a.IsUnknown && a == b ? holds(0) ? 1 : 0
        : a.Real is { } x && b.Real is { } y ? holds(x.CompareTo(y)) ? 1 : 0
        : a.IsSurelyLength && b.Real < 0 ? holds(1) ? 1 : 0
        : b.IsSurelyLength && a.Real < 0 ? holds(-1) ? 1 : 0
        : Number.Unknown;
}
