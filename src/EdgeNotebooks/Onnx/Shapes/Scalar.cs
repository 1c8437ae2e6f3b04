using System.Numerics;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>One element of a small integer tensor as far as it is known: a number, the name of an axis, or neither.</summary>
internal readonly record struct Scalar(long? Value, string? Symbol = null)
{
    public static Scalar Unknown => default;

    public static Scalar From(Dim dim) => new(dim.Value, dim.Symbol);

    /// <summary>The element as a length; a negative number is none.</summary>
    public Dim ToDim() => Value is { } value ? value >= 0 ? value : Dim.Unknown : Symbol ?? "";

    public static Scalar operator +(Scalar a, Scalar b) => a.Value is 0 ? b : b.Value is 0 ? a : Compute(a, b, (x, y) => x + y);

    public static Scalar operator -(Scalar a, Scalar b) => b.Value is 0 ? a : Compute(a, b, (x, y) => x - y);

    public static Scalar operator *(Scalar a, Scalar b) =>
        a.Value is 1 ? b : b.Value is 1 ? a : a.Value is 0 || b.Value is 0 ? new(0) : Compute(a, b, (x, y) => x * y);

    public static Scalar operator /(Scalar a, Scalar b) =>
        b.Value is 1 ? a : b.Value is 0 ? Unknown : Compute(a, b, (x, y) => x / y);

    /// <summary>Unknown where one is, or where the result leaves 64 bits.</summary>
    private static Scalar Compute(Scalar a, Scalar b, Func<BigInteger, BigInteger, BigInteger> operation)
    {
        if (a.Value is not { } x || b.Value is not { } y) return Unknown;
        var result = operation(x, y);
        return result >= long.MinValue && result <= long.MaxValue ? new((long)result) : Unknown;
    }
}
