using System.Globalization;

namespace EdgeNotebooks.Onnx.Shapes;

/// <summary>
/// A number as far as it is known: an integer, a fraction, an integer expression over named lengths (<c>(H-1)/2+1</c>), or
/// unknown. Expressions are kept in one canonical spelling, so that equal spellings mean equal numbers; what would need algebra
/// beyond that is unknown. Arithmetic that leaves 64 bits is unknown too.
/// </summary>
internal readonly record struct Number
{
    /// <summary>Longer spellings are given up, which keeps chains of thousands of nodes cheap.</summary>
    private const int LongestSpelling = 120;

    private Number(long? integer, double? fraction, string? term) => (Integer, Fraction, Term) = (integer, fraction, term);

    public static Number Unknown => default;

    /// <summary>The number, if it is a known integer.</summary>
    public long? Integer { get; }

    /// <summary>The number, if it is known and no integer of 64 bits.</summary>
    private double? Fraction { get; }

    /// <summary>The expression without <see cref="Offset"/>.</summary>
    private string? Term { get; }

    /// <summary>What is added to <see cref="Term"/>.</summary>
    private long Offset { get; init; }

    public bool IsUnknown => Integer is null && Fraction is null && Term is null;

    /// <summary>The number, if it is known at all.</summary>
    public double? Real => Integer ?? Fraction;

    /// <summary>Whether it is at least 0 whatever lengths the names stand for.</summary>
    public bool IsSurelyLength => Integer >= 0 || (Term is not null && Offset >= 0 && !Term.Contains('-', StringComparison.Ordinal));

    public static implicit operator Number(long value) => new(value, null, null);

    public static implicit operator Number(Dim dim) => dim.Value is { } value ? value : dim.Symbol is { } symbol ? OfSymbol(symbol) : Unknown;

    /// <summary>A whole value becomes an integer; what is no number is unknown.</summary>
    public static Number Of(double value) =>
        double.IsInteger(value) && Math.Abs(value) < 1L << 53 ? (long)value
        : double.IsFinite(value) ? new Number(null, value, null)
        : Unknown;

    public static Number operator +(Number a, Number b) =>
        a.Integer is { } x && b.Integer is { } y ? Fit((Int128)x + y)
        : a.Term is not null && b.Integer is { } right ? a.Shifted(right)
        : b.Term is not null && a.Integer is { } left ? b.Shifted(left)
        : a.Real + b.Real is { } sum ? Of(sum)
        : Unknown;

    public static Number operator -(Number a, Number b) =>
        a.Term is not null && a.Term == b.Term ? Fit((Int128)a.Offset - b.Offset)
        : b.Integer is > long.MinValue ? a + -b.Integer.Value
        : a.Real - b.Real is { } difference ? Of(difference)
        : Unknown;

    public static Number operator *(Number a, Number b) =>
        a.Integer is { } x && b.Integer is { } y ? Fit((Int128)x * y)
        : a.Integer == 1 ? b
        : b.Integer == 1 ? a
        : (a.Integer == 0 && b.Term is not null) || (b.Integer == 0 && a.Term is not null) ? 0
        : a.Real * b.Real is { } product ? Of(product)
        : a.Fraction is null && b.Fraction is null && !a.IsUnknown && !b.IsUnknown ? Product(a, b)
        : Unknown;

    /// <summary>Integer division, rounded toward zero as ONNX does it.</summary>
    public static Number operator /(Number a, Number b) =>
        b.Integer is not { } divisor || divisor == 0 ? Unknown
        : a.Integer is { } dividend ? Fit((Int128)dividend / divisor)
        : divisor == 1 ? a
        : a.Term is not null && divisor > 0 ? Quotient(a, divisor)
        : Unknown;

    /// <summary>Division without rounding; of an expression only by one.</summary>
    public static Number Ratio(Number a, Number b) =>
        b.Integer == 1 ? a : a.Real / b.Real is { } ratio ? Of(ratio) : Unknown;

    /// <summary>Applies <paramref name="rounding"/> to fractions; expressions are integers and stay.</summary>
    public Number Rounded(Func<double, double> rounding) => Fraction is { } value ? Of(rounding(value)) : this;

    /// <summary>The number as an axis: unknown where it is negative or a fraction.</summary>
    public Dim ToDim() => Integer is { } value ? value >= 0 ? value : Dim.Unknown : Term is null ? Dim.Unknown : Spelling;

    public override string ToString() => Real?.ToString(CultureInfo.InvariantCulture) ?? (Term is null ? "?" : Spelling);

    private string Spelling => Offset == 0 ? Term! : string.Create(CultureInfo.InvariantCulture, $"{Term}{(Offset > 0 ? "+" : "")}{Offset}");

    private string Operand => Integer?.ToString(CultureInfo.InvariantCulture) ?? (Spelling.AsSpan().ContainsAny("+-*/") ? $"({Spelling})" : Spelling);

    private static Number Product(Number a, Number b)
    {
        var (first, second) = a.Integer is null && (b.Integer is not null || string.CompareOrdinal(a.Spelling, b.Spelling) > 0) ? (b, a) : (a, b);
        return Spelled($"{second.Operand}*{first.Operand}");
    }

    /// <summary>Dividing by 2 and again by 3 is dividing by 6: rounding toward zero allows it.</summary>
    private static Number Quotient(Number a, long divisor)
    {
        var operand = a.Operand;
        if (a.Offset == 0 && a.Term!.LastIndexOf('/') is > 0 and var slash && IsOperand(a.Term.AsSpan(0, slash))
            && long.TryParse(a.Term.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var inner)
            && inner is > 0 and < int.MaxValue && divisor < int.MaxValue)
        {
            operand = a.Term[..slash];
            divisor *= inner;
        }

        return Spelled($"{operand}/{divisor.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>Whether a spelling is a name, or one expression in brackets.</summary>
    private static bool IsOperand(ReadOnlySpan<char> spelling)
    {
        if (spelling[0] != '(') return !spelling.ContainsAny("+-*/()");
        var open = 0;
        for (var i = 0; i < spelling.Length; i++)
        {
            open += spelling[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (open == 0) return i == spelling.Length - 1;
        }

        return false;
    }

    private static Number Spelled(string term) => term.Length > LongestSpelling ? Unknown : new(null, null, term);

    /// <summary>Splits a trailing <c>+1</c> off, so that it can be added to.</summary>
    private static Number OfSymbol(string symbol)
    {
        var sign = symbol.AsSpan().LastIndexOfAny('+', '-');
        return sign > 0 && !char.IsWhiteSpace(symbol[sign - 1])
            && long.TryParse(symbol.AsSpan(sign), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset) && offset != 0
            && symbol[sign + 1] != '0'
            ? new Number(null, null, symbol[..sign]) { Offset = offset }
            : new Number(null, null, symbol);
    }

    private static Number Fit(Int128 value) => value >= long.MinValue && value <= long.MaxValue ? (long)value : Unknown;

    private Number Shifted(long by)
    {
        var offset = Fit((Int128)Offset + by).Integer;
        return offset is { } value ? this with { Offset = value } : Unknown;
    }
}
