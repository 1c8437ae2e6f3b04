using System.Numerics;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>One element of a small integer tensor as far as it is known: a number, the name of an axis, or neither.</summary>
internal readonly record struct Scalar(long? Value, string? Symbol = null)
{
    public static Scalar Unknown => default;

    public static Scalar From(Dim dim) => new(dim.Value, dim.Symbol);

    /// <summary>The element as a length; a negative number is none.</summary>
    public Dim ToDim() => Value is { } value ? value >= 0 ? value : Dim.Unknown : Symbol ?? "";

    public static Scalar operator +(Scalar a, Scalar b) =>
        a.Value is 0 ? b : b.Value is 0 ? a
        : a.Symbol is { } left && b.Value is { } y ? Named(OpenLength.Add(left, y))
        : b.Symbol is { } right && a.Value is { } x ? Named(OpenLength.Add(right, x))
        : Compute(a, b, (p, q) => p + q);

    public static Scalar operator -(Scalar a, Scalar b) =>
        b.Value is { } y and not long.MinValue ? a + new Scalar(-y)
        : a.Symbol is { } left && left == b.Symbol ? new(0)
        : Compute(a, b, (p, q) => p - q);

    public static Scalar operator *(Scalar a, Scalar b) =>
        a.Value is 1 ? b : b.Value is 1 ? a
        : a.Value is 0 || b.Value is 0 ? new(0)
        : a.Symbol is { } left && b.Value is { } y ? Named(OpenLength.Times(left, y))
        : b.Symbol is { } right && a.Value is { } x ? Named(OpenLength.Times(right, x))
        : Compute(a, b, (p, q) => p * q);

    public static Scalar operator /(Scalar a, Scalar b) =>
        b.Value is 1 ? a
        : b.Value is null or 0 ? Unknown
        : a.Symbol is { } left ? Named(OpenLength.Over(left, b.Value.Value))
        : Compute(a, b, (p, q) => p / q);

    private static Scalar Named(string? symbol) => new(null, symbol);

    /// <summary>Unknown where one is, or where the result leaves 64 bits.</summary>
    private static Scalar Compute(Scalar a, Scalar b, Func<BigInteger, BigInteger, BigInteger> operation)
    {
        if (a.Value is not { } x || b.Value is not { } y) return Unknown;
        var result = operation(x, y);
        return result >= long.MinValue && result <= long.MaxValue ? new((long)result) : Unknown;
    }
}
