using System.Globalization;
using EdgeNotebooks.Datasets;
using EdgeNotebooks.Display;
using EdgeNotebooks.Metrics;

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

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
