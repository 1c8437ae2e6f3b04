using EdgeNotebooks.Display;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>A sample in eight numbers, in the sample's unit; quartiles by linear interpolation (type 7).</summary>
/// <param name="N">How many values.</param>
/// <param name="Min">Smallest value.</param>
/// <param name="Q1">Lower quartile.</param>
/// <param name="Median">Median.</param>
/// <param name="Q3">Upper quartile.</param>
/// <param name="Max">Largest value.</param>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="Std">Population standard deviation (divided by n, as in the study's tables).</param>
/// <param name="Unit">Unit of the values; empty for plain numbers.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record Summary(int N, double Min, double Q1, double Median, double Q3, double Max, double Mean, double Std, string Unit = "s") : IDisplay
{
    /// <summary>Summarises <paramref name="sample"/>.</summary>
    public static Summary Of(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var sorted = sample.Sorted;
        var sum = 0.0;
        foreach (var value in sorted) sum += value;
        var mean = sum / sample.Count;
        var squares = 0.0;
        foreach (var value in sorted) squares += (value - mean) * (value - mean);
        return new(sample.Count, sorted[0], Quantile.OfSorted(sorted, 0.25), Quantile.OfSorted(sorted, 0.5), Quantile.OfSorted(sorted, 0.75),
            sorted[^1], mean, Math.Sqrt(squares / sample.Count), sample.Unit);
    }

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card($"{N} values{(Unit.Length > 0 ? $", {Unit}" : "")}",
        Facts().Select(fact => (fact.Name, HtmlText.Number(fact.Value))));

    /// <summary>The eight numbers in one line.</summary>
    public override string ToString() => $"n = {N}, {string.Join(", ", Facts().Select(fact => $"{fact.Name} {HtmlText.Number(fact.Value)}"))}{(Unit.Length > 0 ? $" ({Unit})" : "")}";

    private IEnumerable<(string Name, double Value)> Facts() =>
        [("min", Min), ("q1", Q1), ("median", Median), ("q3", Q3), ("max", Max), ("mean", Mean), ("std", Std)];
}
