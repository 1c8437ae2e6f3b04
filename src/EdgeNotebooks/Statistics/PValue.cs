using System.Globalization;

namespace EdgeNotebooks.Statistics;

/// <summary>A probability that keeps its decimal logarithm, so that it stays meaningful where a double underflows (below about 1e-308).</summary>
/// <param name="Value">The probability, 0..1; exactly 0 when it is too small for a double.</param>
/// <param name="Log10">Its base-10 logarithm, at most 0; minus infinity only for a probability that is truly zero.</param>
public readonly record struct PValue(double Value, double Log10) : IComparable<PValue>
{
    private const double Ln10 = 2.302585092994045684;

    /// <summary>From a natural logarithm; a logarithm above 0 by rounding counts as 0.</summary>
    public static PValue FromLn(double ln) => double.IsNaN(ln)
        ? throw new ArgumentException("the logarithm of a probability is NaN", nameof(ln))
        : new(Math.Exp(Math.Min(ln, 0)), Math.Min(ln, 0) / Ln10);

    /// <summary>From a probability between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1, or NaN.</exception>
    public static PValue From(double probability) => probability is >= 0 and <= 1
        ? new(probability, Math.Log10(probability))
        : throw new ArgumentOutOfRangeException(nameof(probability), probability, "a probability lies between 0 and 1");

    /// <summary>The probability times <paramref name="factor"/>, at most 1, without leaving the logarithm.</summary>
    public PValue Times(double factor)
    {
        var log = Log10 + Math.Log10(factor);
        return log >= 0 ? new(1, 0) : new(Math.Min(Value * factor, 1), log);
    }

    /// <summary>The probability as a plain number; 0 where it underflows.</summary>
    public static implicit operator double(PValue p) => p.Value;

    /// <inheritdoc/>
    public int CompareTo(PValue other) => Log10.CompareTo(other.Log10);

    /// <summary>Three significant digits, also far below the range of a double, for example <c>0.0221</c> or <c>2.51e-2095</c>.</summary>
    public override string ToString()
    {
        if (Value >= 0.001) return Value.ToString("G3", CultureInfo.InvariantCulture);
        if (double.IsNegativeInfinity(Log10)) return "0";
        var exponent = Math.Floor(Log10);
        var mantissa = Math.Round(Math.Pow(10, Log10 - exponent), 2);
        if (mantissa >= 10) (mantissa, exponent) = (mantissa / 10, exponent + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa:0.00}e{exponent:0}");
    }
}
