using EdgeNotebooks.Analysis;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.WhatIf;

/// <summary>The authors' bandwidth grid, configuration by configuration.</summary>
internal static class StudyCells
{
    public static IReadOnlyList<KeyValuePair<Configuration, IReadOnlyList<SeriesCell>>> Of(Study study) => study.HasNetwork
        ? Grouped(study.Network.Select(cell => (cell.Configuration,
            new SeriesCell(cell.MobileEdgeMbps, cell.EdgeCloudMbps ?? double.PositiveInfinity, Quantile.Median(cell.Seconds), [.. cell.Seconds.Values]))))
        : Grouped(study.NetworkSummary.Select(cell => (cell.Configuration,
            new SeriesCell(cell.MobileEdgeMbps, cell.EdgeCloudMbps ?? double.PositiveInfinity, cell.Median, StandIns(cell)))));

    public static string Source(Study study) => study.HasNetwork
        ? "the authors' repeats of the bandwidth grid"
        : $"{study.NetworkSummary.Source}; five values between minimum, median and maximum stand for the repeats";

    /// <summary>Five values with the summary's minimum, median and maximum.</summary>
    private static double[] StandIns(NetworkSummary cell) => [cell.Min, (cell.Min + cell.Median) / 2, cell.Median, (cell.Median + cell.Max) / 2, cell.Max];

    private static KeyValuePair<Configuration, IReadOnlyList<SeriesCell>>[] Grouped(IEnumerable<(Configuration Configuration, SeriesCell Cell)> cells) =>
    [
        .. cells.GroupBy(one => one.Configuration, one => one.Cell).Select(group => KeyValuePair.Create(group.Key, (IReadOnlyList<SeriesCell>)[.. group]))
            .OrderBy(group => StudyOrder.Subjects.Place(group.Key.Subject)).ThenBy(group => StudyOrder.Deployments.Place(group.Key.Deployment))
            .ThenBy(group => StudyOrder.Operators.Place(group.Key.Operator)),
    ];
}
