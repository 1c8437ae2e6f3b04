using System.Globalization;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.Metrics;

/// <summary>Top-1 and top-5 accuracy of a classifier: the share of pictures whose class is the first, or among the first five.</summary>
/// <param name="Count">Pictures evaluated.</param>
/// <param name="Top1">Pictures whose class came first.</param>
/// <param name="Top5">Pictures whose class was among the first five.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record TopKAccuracy(int Count, int Top1, int Top5) : IDisplay
{
    private const double Z95 = 1.959963984540054;

    /// <summary>Top-1 accuracy in percent.</summary>
    public double Top1Pct => 100.0 * Top1 / Count;

    /// <summary>Top-5 accuracy in percent.</summary>
    public double Top5Pct => 100.0 * Top5 / Count;

    /// <summary>95 % interval of <see cref="Top1Pct"/> by Wilson's score, in percent.</summary>
    public (double Low, double High) Top1Interval => Wilson(Top1);

    /// <summary>95 % interval of <see cref="Top5Pct"/> by Wilson's score, in percent.</summary>
    public (double Low, double High) Top5Interval => Wilson(Top5);

    /// <summary>Counts hits of one batch.</summary>
    /// <param name="scores">One row of scores per picture, row-major; higher is more likely. Ties go to the lower class number.</param>
    /// <param name="labels">The true class of each row.</param>
    /// <exception cref="ArgumentException">No labels, or the scores do not divide into as many rows.</exception>
    public static TopKAccuracy Of(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        if (labels.IsEmpty || scores.Length % labels.Length != 0)
            throw new ArgumentException($"{scores.Length} scores do not divide into {labels.Length} rows");
        var classes = scores.Length / labels.Length;
        var (top1, top5) = (0, 0);
        for (var row = 0; row < labels.Length; row++)
        {
            var place = Place(scores.Slice(row * classes, classes), labels[row]);
            if (place == 0) top1++;
            if (place < 5) top5++;
        }

        return new(labels.Length, top1, top5);
    }

    /// <summary>Both together.</summary>
    public static TopKAccuracy operator +(TopKAccuracy a, TopKAccuracy b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return new(a.Count + b.Count, a.Top1 + b.Top1, a.Top5 + b.Top5);
    }

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card($"accuracy on {Count.ToString(CultureInfo.InvariantCulture)} pictures",
        [("top-1", Row(Top1Pct, Top1Interval)), ("top-5", Row(Top5Pct, Top5Interval))]);

    /// <summary>Both accuracies with their intervals, in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"top-1 {Row(Top1Pct, Top1Interval)}, top-5 {Row(Top5Pct, Top5Interval)}, n = {Count}");

    private static int Place(ReadOnlySpan<float> scores, int label)
    {
        var place = 0;
        for (var other = 0; other < scores.Length; other++)
            if (scores[other] > scores[label] || (scores[other] == scores[label] && other < label)) place++;
        return place;
    }

    private static string Row(double percent, (double Low, double High) interval) =>
        string.Create(CultureInfo.InvariantCulture, $"{percent:0.00} % (95 % interval {interval.Low:0.00} to {interval.High:0.00} %)");

    /// <summary>Wilson (1927): the score interval, which also holds near 0 and 100 %.</summary>
    private (double Low, double High) Wilson(int hits)
    {
        var (n, share) = ((double)Count, (double)hits / Count);
        var centre = (share + (Z95 * Z95 / (2 * n))) / (1 + (Z95 * Z95 / n));
        var half = Z95 / (1 + (Z95 * Z95 / n)) * Math.Sqrt((share * (1 - share) / n) + (Z95 * Z95 / (4 * n * n)));
        return (100 * (centre - half), 100 * (centre + half));
    }
}
