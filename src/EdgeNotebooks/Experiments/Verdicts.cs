using System.Globalization;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Experiments;

/// <summary>Whether each configuration's rows carry what is asked of them.</summary>
/// <remarks>
/// Enough samples: the binomial rule, n such that the chance of no sample beyond the percentile, p^n, is at most 5 %: 29 for the 90th
/// (MLPerf's loadgen, which asks for more confidence, wants 64). Stable: medians of restarts agree within a quarter.
/// </remarks>
internal static class Verdicts
{
    private const double Confidence = 0.95;
    private const double Percentile = 0.9;
    private const double Stability = 1.25;

    /// <summary>Samples that a percentile needs.</summary>
    public static int Needed(double percentile) => (int)Math.Ceiling(Math.Log(1 - Confidence) / Math.Log(percentile));

    public static IReadOnlyList<ConfigurationSummary> Of(IEnumerable<MeasurementEntry> rows) =>
        [.. rows.Where(row => row.Kept).GroupBy(row => (row.Key.Setup, row.Links)).Select(group => Of(group.Key.Setup, group.Key.Links, [.. group]))];

    private static ConfigurationSummary Of(Setup setup, PlannedLinks links, MeasurementEntry[] rows)
    {
        var sample = new Sample($"{setup}", rows.Select(row => row.LatencySeconds));
        var medians = rows.GroupBy(row => row.Key.Restart)
            .Select(restart => Quantile.Median(new Sample($"{setup}", restart.Select(row => row.LatencySeconds)))).ToArray();
        string[] reasons = [.. Reasons(rows, medians)];
        return new(setup.Subject, setup.Operator, setup.Deployment, links.MobileEdgeMbps, links.EdgeCloudMbps, rows.Length, medians.Length,
            Quantile.Median(sample), Quantile.Of(sample, Percentile), reasons.Length == 0 ? "valid" : "invalid", reasons);
    }

    private static IEnumerable<string> Reasons(MeasurementEntry[] rows, double[] medians)
    {
        var needed = Needed(Percentile);
        if (rows.Length < needed)
            yield return Say($"samples: {rows.Length} rows, p90 needs {needed}; {needed - rows.Length} more (raise protocol.runs or restarts)");
        var (low, high) = (medians.Min(), medians.Max());
        if (high > low * Stability)
            yield return Say($"stability: medians of {medians.Length} restarts differ by a factor of {high / low:0.00} (at most {Stability}); quieten the machine, or measure more restarts");
        if (rows.Count(row => row.AnswerMatches == false) is > 0 and var wrong)
            yield return Say($"answers: {wrong} of {rows.Length} differ from the same operator run locally; see the column answer_matches");
        if (rows.FirstOrDefault(row => row.Certificate.StartsWith("fail", StringComparison.Ordinal)) is { } failed)
            yield return Say($"certificate: {failed.Certificate}; choose limits that this machine can hold");
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
