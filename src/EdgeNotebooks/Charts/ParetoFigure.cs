using EdgeNotebooks.Analysis;

namespace EdgeNotebooks.Charts;

/// <summary>Which configurations no other beats in both latency and accuracy.</summary>
public static class ParetoFigure
{
    /// <summary>One panel per subject: all configurations, and a line through those on the front.</summary>
    /// <param name="summaries">Median latencies.</param>
    /// <param name="accuracies">Accuracy of each subject and operator.</param>
    public static Figure Of(LatencySummaries summaries, Accuracies accuracies)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        ArgumentNullException.ThrowIfNull(accuracies);
        var subjects = summaries.Select(row => row.Configuration.Subject).Distinct().ToList();
        return new Figure([.. subjects.Select(subject => Panel(subject, Points(summaries, accuracies, subject)))])
        {
            Title = "Accuracy against latency, and what no other configuration beats in both",
            Columns = Math.Min(2, subjects.Count),
            Height = 380 * ((subjects.Count + 1) / 2),
            ShowLegend = true,
            Caption = $"n = {string.Join(" or ", summaries.Select(row => row.Seconds.N).Distinct().Order())} latencies per median; the line joins the configurations on the front; a partitioned model has the accuracy of the whole one where its own is not given; sources: {summaries.Source}, {accuracies.Source}",
        };
    }

    /// <summary>Configurations that no other one beats: each is faster than all that are at least as accurate. From fast to slow.</summary>
    public static IReadOnlyList<Configuration> Front(LatencySummaries summaries, Accuracies accuracies, string subject)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        ArgumentNullException.ThrowIfNull(accuracies);
        return [.. Front(Points(summaries, accuracies, subject)).Select(point => point.Configuration)];
    }

    private static List<Point> Front(IReadOnlyList<Point> points)
    {
        var front = new List<Point>();
        foreach (var point in points.OrderBy(point => point.Seconds).ThenByDescending(point => point.Percent))
        {
            if (front.Count == 0 || point.Percent > front[^1].Percent) front.Add(point);
        }

        return front;
    }

    private static List<Point> Points(LatencySummaries summaries, Accuracies accuracies, string subject)
    {
        var metric = accuracies.Any(row => row.Subject == subject && row.Metric == "miou_pct") ? "miou_pct" : "top1_pct";
        return [.. summaries.Where(row => row.Configuration.Subject == subject)
            .Select(row => new Point(row.Configuration, row.Seconds.Median, accuracies.Percent(subject, row.Configuration.Operator, metric)))];
    }

    private static Panel Panel(string subject, List<Point> points)
    {
        var front = Front(points);
        return new Panel(
        [
            .. points.GroupBy(point => point.Configuration.Operator).Select(group => new PointTrace(
                StudyLabels.Of(group.Key), [.. group.Select(point => (object)point.Seconds)], [.. group.Select(point => point.Percent)])
            {
                IsSquare = true,
                Color = Palette.Of(group.Key),
                Texts = [.. group.Select(point => $"{StudyLabels.Of(group.Key)} on {point.Configuration.Deployment}")],
            }),
            new PointTrace("front", [.. front.Select(point => (object)point.Seconds)], [.. front.Select(point => point.Percent)]) { HasLine = true, Color = "#333333" },
        ])
        {
            Title = StudyLabels.Of(subject),
            X = new Axis { Title = "median latency, s (log scale)", IsLog = true },
            Y = new Axis { Title = "accuracy, %" },
        };
    }

    private sealed record Point(Configuration Configuration, double Seconds, double Percent);
}
