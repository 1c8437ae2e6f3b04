using System.Globalization;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Analysis.Checks;

/// <summary>Published against recomputed numbers, with the tolerance said in words.</summary>
internal static class Comparing
{
    private static readonly double LeastDouble = Math.Log10(double.Epsilon);

    /// <summary>Equal to every digit that a double holds reliably after different orders of summation.</summary>
    public static PaperEntry Exact(string what, string where, double published, double recomputed, string why = "to 1e-9 relative") =>
        Entry(what, where, Text(published), Text(recomputed), Math.Abs(published - recomputed) <= 1e-9 * Math.Abs(published), why);

    /// <summary>Equal after rounding to the decimals that were printed.</summary>
    public static PaperEntry Rounded(string what, string where, double published, double recomputed, int decimals) =>
        Entry(what, where, published.ToString("F" + decimals, CultureInfo.InvariantCulture), Text(recomputed),
            Math.Abs(published - recomputed) <= 0.5 * Math.Pow(10, -decimals) * (1 + 1e-9), $"to the {decimals} printed decimals");

    /// <summary>A number within an absolute tolerance.</summary>
    public static PaperEntry Within(string what, string where, double published, double recomputed, double tolerance, string why) =>
        Entry(what, where, Text(published), Text(recomputed), Math.Abs(published - recomputed) <= tolerance, why);

    /// <summary>p on its logarithm; where doubles are subnormal to two of their steps (p is twice a tail); a printed zero asks that p be too small for a double.</summary>
    public static PaperEntry P(string what, string where, double published, PValue recomputed, double relative = 1e-6, string? why = null)
    {
        if (published == 0)
            return Entry(what, where, "0", recomputed.ToString(), recomputed.Log10 < LeastDouble, "printed 0: smaller than the least double");
        var distance = Math.Abs(Math.Log10(published) - recomputed.Log10);
        var agrees = distance <= 1e-9 + relative * Math.Abs(recomputed.Log10) || Math.Abs(published - recomputed.Value) <= 2 * double.Epsilon;
        return Entry(what, where, Text(published), Text(recomputed.Value), agrees, why ?? "log10 p to 1e-9 + 1e-6 relative");
    }

    public static PaperEntry Words(string what, string where, string published, string recomputed, string why) =>
        Entry(what, where, published, recomputed, published == recomputed, why);

    public static PaperEntry Unknown(string what, string where, string published, string why) =>
        new(what, where, published, "", PaperVerdict.CannotBeChecked, why);

    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static PaperEntry Entry(string what, string where, string published, string recomputed, bool agrees, string why) =>
        new(what, where, published, recomputed, agrees ? PaperVerdict.Agrees : PaperVerdict.Differs, why);
}
