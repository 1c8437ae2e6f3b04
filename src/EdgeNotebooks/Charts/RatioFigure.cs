using EdgeNotebooks.Analysis;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Charts;

/// <summary>How many times the latency of the unchanged model on the same tier each operator takes: a point below 1 is a gain.</summary>
public static class RatioFigure
{
    /// <summary>One panel per subject; operators along the axis, a colour per tier; 95 % intervals.</summary>
    /// <param name="latencies">Measurements; partitioned models are compared with identity on the first tier of their pair.</param>
    /// <exception cref="ArgumentException">No subject has identity on any tier beside another operator.</exception>
    public static Figure ToIdentity(Latencies latencies)
    {
        ArgumentNullException.ThrowIfNull(latencies);
        var clustered = latencies.All(group => group.Repeats is not null);
        var rows = latencies.Where(group => group.Configuration.Operator != "identity" && latencies.Has(Base(group.Configuration)))
            .Select(group => (group.Configuration, Ratio: Ratio(group, latencies[Base(group.Configuration)]))).ToList();
        if (rows.Count == 0) throw new ArgumentException("there is no operator with identity on the same tier to compare it with", nameof(latencies));
        return new Figure([.. rows.GroupBy(row => row.Configuration.Subject).Select(Panel)])
        {
            Title = Figure.Stamped("Latency relative to the unchanged model on the same tier", latencies.Doubt),
            Provenance = latencies.Provenance,
            Columns = Math.Min(2, rows.Select(row => row.Configuration.Subject).Distinct().Count()),
            Height = 360 * ((rows.Select(row => row.Configuration.Subject).Distinct().Count() + 1) / 2),
            ShowLegend = true,
            Caption = $"n = {string.Join(" or ", latencies.Select(group => group.Seconds.Count).Distinct().Order())} per median; ratios of medians, 95 % bootstrap intervals{(clustered ? ", pictures and restarts resampled whole" : ", measurements taken as independent")}; "
                + $"1 means no change; partitioned models against identity on the first tier of their pair; source: {latencies.Source}",
        };
    }

    private static Configuration Base(Configuration configuration) =>
        new(configuration.Subject, "identity", configuration.Deployment.Split('_')[0]);

    private static Interval Ratio(LatencyGroup group, LatencyGroup identity) => group.Repeats is { } repeats && identity.Repeats is { } others
        ? MedianRatio.Clustered(group.Seconds, repeats, identity.Seconds, others)
        : MedianRatio.Bootstrap(group.Seconds, identity.Seconds);

    private static Panel Panel(IGrouping<string, (Configuration Configuration, Interval Ratio)> rows) => new(
    [
        .. rows.GroupBy(row => row.Configuration.Deployment).Select(group => new PointTrace(
            StudyLabels.Of(group.Key), [.. group.Select(row => (object)StudyLabels.Initials(row.Configuration.Operator))], [.. group.Select(row => row.Ratio.Estimate)])
        {
            Bars = [.. group.Select(row => (row.Ratio.Low, row.Ratio.High))],
            IsSquare = true,
            Color = Palette.Of(group.Key),
            Texts = [.. group.Select(row => $"{row.Configuration}: {row.Ratio}")],
        }),
    ])
    {
        Title = StudyLabels.Of(rows.Key),
        X = new Axis { IsCategory = true },
        Y = new Axis { Title = "ratio to identity (log scale)", IsLog = true },
    };
}
