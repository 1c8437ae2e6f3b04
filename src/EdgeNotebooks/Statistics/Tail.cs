using MathNet.Numerics;

namespace EdgeNotebooks.Statistics;

/// <summary>Tail probabilities computed from the tail itself, in logarithms, never as one minus a distribution function.</summary>
/// <remarks>
/// Accurate far below the smallest double (tested to log10 p = -2100). Source: Abramowitz and Stegun (1964), 6.5.29 and 6.5.31 (incomplete
/// gamma), 26.5.8 (incomplete beta), 7.1.14 (complementary error function); continued fractions by the modified Lentz method, Thompson and
/// Barnett (1986).
/// </remarks>
public static class Tail
{
    private const double Tiny = 1e-300;

    /// <summary>P(X &gt;= <paramref name="x"/>) for a chi-square variable.</summary>
    /// <param name="x">Statistic, at least 0.</param>
    /// <param name="degreesOfFreedom">Greater than 0.</param>
    public static PValue ChiSquare(double x, double degreesOfFreedom)
    {
        Require(x >= 0, nameof(x), x, "the statistic is at least 0");
        Require(degreesOfFreedom > 0, nameof(degreesOfFreedom), degreesOfFreedom, "degrees of freedom are positive");
        return PValue.FromLn(LnUpperGamma(degreesOfFreedom / 2, x / 2));
    }

    /// <summary>P(|T| &gt;= |<paramref name="t"/>|) for Student's t.</summary>
    /// <param name="t">Statistic, any number.</param>
    /// <param name="degreesOfFreedom">Greater than 0.</param>
    public static PValue StudentTwoSided(double t, double degreesOfFreedom)
    {
        Require(!double.IsNaN(t), nameof(t), t, "the statistic is a number");
        Require(degreesOfFreedom > 0, nameof(degreesOfFreedom), degreesOfFreedom, "degrees of freedom are positive");
        var ratio = Math.Abs(t) / Math.Sqrt(degreesOfFreedom);
        var lnX = ratio < 1e8 ? -Log1P(ratio * ratio) : -2 * Math.Log(ratio);
        var lnOther = ratio == 0 ? double.NegativeInfinity : -Log1P(1 / (ratio * ratio));
        return PValue.FromLn(LnBeta(degreesOfFreedom / 2, 0.5, lnX, lnOther));
    }

    /// <summary>P(F &gt;= <paramref name="f"/>) for Fisher's F.</summary>
    /// <param name="f">Statistic, at least 0.</param>
    /// <param name="numerator">Degrees of freedom of the numerator, greater than 0.</param>
    /// <param name="denominator">Degrees of freedom of the denominator, greater than 0.</param>
    public static PValue Fisher(double f, double numerator, double denominator)
    {
        Require(f >= 0, nameof(f), f, "the statistic is at least 0");
        Require(numerator > 0, nameof(numerator), numerator, "degrees of freedom are positive");
        Require(denominator > 0, nameof(denominator), denominator, "degrees of freedom are positive");
        var odds = f * numerator / denominator;
        return PValue.FromLn(LnBeta(denominator / 2, numerator / 2, -Log1P(odds), odds == 0 ? double.NegativeInfinity : -Log1P(1 / odds)));
    }

    /// <summary>P(Z &gt;= <paramref name="z"/>) for a standard normal variable.</summary>
    public static PValue Normal(double z)
    {
        Require(!double.IsNaN(z), nameof(z), z, "the statistic is a number");
        return PValue.FromLn(LnNormal(z));
    }

    /// <summary>P(|Z| &gt;= |<paramref name="z"/>|) for a standard normal variable.</summary>
    public static PValue NormalTwoSided(double z)
    {
        Require(!double.IsNaN(z), nameof(z), z, "the statistic is a number");
        return PValue.FromLn(Math.Log(2) + LnNormal(Math.Abs(z)));
    }

    /// <summary>ln(1 + x) without losing digits near x = 0. Source: Goldberg (1991), theorem 4.</summary>
    internal static double Log1P(double x)
    {
        var y = 1 + x;
        if (double.IsPositiveInfinity(y)) return y;
        return y == 1 ? x : Math.Log(y) * (x / (y - 1));
    }

    private static double LnNormal(double z)
    {
        if (z < 5) return Math.Log(0.5 * SpecialFunctions.Erfc(z / Math.Sqrt(2)));
        if (double.IsPositiveInfinity(z)) return double.NegativeInfinity;
        var fraction = Lentz(z, k => (k, z));
        return -z * z / 2 - 0.5 * Math.Log(2 * Math.PI) - Math.Log(fraction);
    }

    private static double LnUpperGamma(double a, double x)
    {
        if (x == 0) return 0;
        if (double.IsPositiveInfinity(x)) return double.NegativeInfinity;
        var prefix = a * Math.Log(x) - x - SpecialFunctions.GammaLn(a);
        if (x >= a + 1) return prefix - Math.Log(Lentz(x + 1 - a, k => (-k * (k - a), x + 2 * k + 1 - a)));
        double term = 1 / a, sum = term;
        for (var n = 1; term > sum * 1e-17; n++) sum += term *= x / (a + n);
        return Log1P(-Math.Exp(prefix + Math.Log(sum)));
    }

    /// <summary>ln I_x(a, b), given ln x and ln(1 - x) so that neither loses digits.</summary>
    private static double LnBeta(double a, double b, double lnX, double lnOther)
    {
        if (double.IsNegativeInfinity(lnX)) return double.NegativeInfinity;
        if (double.IsNegativeInfinity(lnOther)) return 0;
        var x = Math.Exp(lnX);
        if (x > (a + 1) / (a + b + 2)) return Log1P(-Math.Exp(LnBetaFraction(b, a, lnOther, lnX)));
        return LnBetaFraction(a, b, lnX, lnOther);
    }

    private static double LnBetaFraction(double a, double b, double lnX, double lnOther)
    {
        var x = Math.Exp(lnX);
        var fraction = Lentz(1, step =>
        {
            var m = Math.Floor(step / 2);
            var numerator = step % 2 == 0
                ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            return (numerator, 1);
        });
        return a * lnX + b * lnOther - Math.Log(a) - LnBetaFunction(a, b) - Math.Log(fraction);
    }

    private static double LnBetaFunction(double a, double b)
    {
        var (small, large) = a < b ? (a, b) : (b, a);
        return small == 0.5 && large > 30
            ? 0.5 * Math.Log(Math.PI) - LnGammaHalfStep(large)
            : SpecialFunctions.GammaLn(a) + SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b);
    }

    /// <summary>ln of Gamma(a + 1/2) / Gamma(a) for a &gt; 30, without subtracting large numbers. Source: Tricomi and Erdelyi (1951).</summary>
    private static double LnGammaHalfStep(double a)
    {
        var r = 1 / a;
        var r2 = r * r;
        return 0.5 * Math.Log(a) - r * (1.0 / 8 - r2 * (1.0 / 192 - r2 * (1.0 / 640 - r2 * (17.0 / 14336 - r2 * 31.0 / 18432))));
    }

    /// <summary>b0 + a1/(b1 + a2/(b2 + ...)), with <paramref name="step"/> giving (a_k, b_k) for k = 1, 2, ...</summary>
    private static double Lentz(double first, Func<double, (double A, double B)> step)
    {
        double value = first == 0 ? Tiny : first, c = value, d = 0;
        for (var k = 1.0; ; k++)
        {
            var (a, b) = step(k);
            d = b + a * d;
            d = 1 / (d == 0 ? Tiny : d);
            c = b + a / c;
            if (c == 0) c = Tiny;
            var ratio = c * d;
            value *= ratio;
            if (Math.Abs(ratio - 1) < 4e-16 || k > 1_000_000) return value;
        }
    }

    private static void Require(bool holds, string name, double value, string rule)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, rule);
    }
}
