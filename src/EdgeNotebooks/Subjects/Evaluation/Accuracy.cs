using System.Globalization;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Display;
using EdgeNotebooks.Metrics;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Subjects.Evaluation;

/// <summary>What a model reaches on a data set.</summary>
/// <param name="Count">Pictures that were counted.</param>
/// <param name="Skipped">Pictures that were passed over, and why.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record Accuracy(int Count, SkippedPictures Skipped) : IDisplay
{
    /// <summary>Top-1 and top-5 accuracy; null for a segmentation.</summary>
    public TopKAccuracy? TopK { get; init; }

    /// <summary>Mean intersection over union in percent; null for a classification.</summary>
    public double? MiouPct { get; init; }

    /// <summary>Intersection over union of each class in percent (NaN where a class is nowhere); null where it is not counted so.</summary>
    public IReadOnlyList<double>? ClassPct { get; init; }

    /// <summary>One value per picture where the metric has one (0 or 1 for top-1, intersection over union for a segmentation), in percent, for intervals.</summary>
    public required IReadOnlyList<double> PerPicture { get; init; }

    /// <summary>What each picture adds to a metric that sums over pictures before it divides; null where the metric is the mean of <see cref="PerPicture"/>.</summary>
    internal PictureTallies? Tallies { get; init; }

    /// <summary>
    /// The first of <see cref="Values"/> with a 95 % interval by the percentile bootstrap over pictures: whole pictures are drawn anew, as
    /// pixels of one picture belong together.
    /// </summary>
    /// <param name="resamples">At least 100.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <remarks>Source: Efron and Tibshirani (1993), An introduction to the bootstrap, chapter 13.</remarks>
    public Interval Interval(int resamples = 1000, ulong seed = 0)
    {
        var (low, high) = PictureBootstrap.Middle95(PerPicture.Count, resamples, seed, Of);
        return new(Values[0].Value, low, high, 0.95);
    }

    /// <summary>Names and values as the command prints them: <c>top1_pct</c>, <c>top5_pct</c>, <c>miou_pct</c>.</summary>
    public IReadOnlyList<(string Name, double Value)> Values => TopK is { } top
        ? [("top1_pct", top.Top1Pct), ("top5_pct", top.Top5Pct)]
        : [("miou_pct", MiouPct ?? double.NaN)];

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Card($"accuracy on {Count.ToString(CultureInfo.InvariantCulture)} pictures",
        [.. Values.Select(value => (value.Name, Text(value.Value))), .. Skipped.Count > 0 ? [("passed over", $"{Skipped.Count}")] : Array.Empty<(string, string)>()]);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{string.Join(", ", Values.Select(value => $"{value.Name} {Text(value.Value)}"))}, n = {Count}{(Skipped.Count > 0 ? $", {Skipped.Count} passed over" : "")}");

    /// <summary>The first of <see cref="Values"/> as it would be on these pictures; one may be there several times.</summary>
    internal double Of(IReadOnlyList<int> places) => Tallies?.Of(places) ?? places.Average(place => PerPicture[place]);

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
