using System.Globalization;

namespace EdgeNotebooks.Statistics;

/// <summary>An estimate with its confidence interval.</summary>
/// <param name="Estimate">The value itself.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Confidence">Probability with which such intervals cover the true value; for exact intervals the one achieved.</param>
public readonly record struct Interval(double Estimate, double Low, double High, double Confidence)
{
    /// <summary>Whether <paramref name="value"/> lies inside, ends included.</summary>
    public bool Contains(double value) => Low <= value && value <= High;

    /// <summary>Estimate and ends with three significant digits, for example <c>1.67 [1.61, 1.74]</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Estimate:G3} [{Low:G3}, {High:G3}]");

    internal static void CheckConfidence(double confidence)
    {
        if (confidence is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "a confidence lies between 0 and 1, for example 0.95");
    }
}
