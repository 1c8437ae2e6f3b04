using System.Globalization;

namespace EdgeNotebooks.Onnx;

/// <summary>One axis of a shape: a length, a named length that the caller chooses (<c>batch</c>), or unknown.</summary>
public readonly record struct Dim
{
    private Dim(long? value, string? symbol) => (Value, Symbol) = (value, symbol);

    /// <summary>An axis about which nothing is known.</summary>
    public static Dim Unknown => default;

    /// <summary>The length, if it is known.</summary>
    public long? Value { get; }

    /// <summary>The name of a length that is open; equal names mean equal lengths within one model.</summary>
    public string? Symbol { get; }

    /// <summary>A known length.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is negative.</exception>
    public static implicit operator Dim(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return new Dim(value, null);
    }

    /// <summary>A named length; an empty name is an unknown one.</summary>
    public static implicit operator Dim(string symbol) => string.IsNullOrEmpty(symbol) ? Unknown : new Dim(null, symbol);

    /// <summary>The length, the name, or <c>?</c>.</summary>
    public override string ToString() => Value?.ToString(CultureInfo.InvariantCulture) ?? Symbol ?? "?";
}
