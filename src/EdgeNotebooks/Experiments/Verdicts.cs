using System.Globalization;
using EdgeNotebooks.Experiments.Measuring;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Subjects;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Experiments;

/// <summary>Whether each configuration's rows carry what is asked of them. No row is ever left out, however far off it lies.</summary>
/// <param name="plan">What was asked; null where it is not known, which asks for the median.</param>
/// <param name="sentinels">Looks at the machine between series.</param>
internal sealed class Verdicts(Plan? plan, IEnumerable<SentinelEntry> sentinels)
{
    private const double Stability = 1.25;
    private const double FarOut = 3;

    private readonly Protocol _protocol = plan?.Protocol ?? new();
    private readonly ILookup<int, string> _drifts = sentinels.Where(one => one.Drift.Length > 0).ToLookup(one => one.Start, one => one.Drift);

    public IReadOnlyList<ConfigurationSummary> Of(IEnumerable<MeasurementEntry> rows) =>
        [.. rows.Where(row => row.Kept).GroupBy(row => (row.Key.Setup, row.Links)).OrderBy(group => Place(SubjectCatalog.Names, group.Key.Setup.Subject))
            .ThenBy(group => Place(OperatorChain.Names, group.Key.Setup.Operator)).ThenBy(group => Place(DeploymentTiers.Names, group.Key.Setup.Deployment))
            .ThenBy(group => group.Key.Links.MobileEdgeMbps).ThenBy(group => group.Key.Links.EdgeCloudMbps).Select(group => Of(group.Key.Setup, group.Key.Links, [.. group]))];

    /// <summary>Place in the study's order; words that it does not know come last.</summary>
    private static int Place(IReadOnlyList<string> words, string word) => words.Contains(word) ? words.TakeWhile(one => one != word).Count() : words.Count;

    private ConfigurationSummary Of(Setup setup, PlannedLinks links, MeasurementEntry[] rows)
    {
        var sample = new Sample($"{setup}", rows.Select(row => row.LatencySeconds));
        var medians = rows.GroupBy(row => row.Key.Restart)
            .Select(restart => Quantile.Median(new Sample($"{setup}", restart.Select(row => row.LatencySeconds)))).ToArray();
        string[] reasons = [.. Reasons(rows, medians)];
        return new(setup.Subject, setup.Operator, setup.Deployment, links.MobileEdgeMbps, links.EdgeCloudMbps, rows.Length, medians.Length,
            Quantile.Median(sample), rows.Length < SampleRule.Needed(90) ? null : Quantile.Of(sample, 0.9), reasons.Length == 0 ? "valid" : "invalid", reasons)
        { Certificate = CertificateOf(rows), Outliers = OutliersIn(sample) };
    }

    private IEnumerable<string> Reasons(MeasurementEntry[] rows, double[] medians)
    {
        var needed = SampleRule.Needed(_protocol.Percentile);
        if (rows.Length < needed)
            yield return Say($"samples: {rows.Length} rows, p{_protocol.Percentile} needs {needed}; {needed - rows.Length} more (raise protocol.runs, restarts or inputs.count)");
        var (low, high) = (medians.Min(), medians.Max());
        if (high > low * Stability)
            yield return Say($"stability: medians of {medians.Length} restarts differ by a factor of {high / low:0.00} (at most {Stability}); quieten the machine, or measure more restarts");
        if (_protocol.MedianWidthPct is { } width && WidthOf(medians) is var found && !(found <= width))
            yield return double.IsNaN(found)
                ? Say($"width: {medians.Length} restarts give no 95 % interval of the median, at least 6 do; raise protocol.maxRestarts")
                : Say($"width: the median's 95 % interval is {found:0.0} % wide, {width:0.#} % are asked; raise protocol.maxRestarts ({_protocol.MaxRestarts}), or accept a wider one");
        if (rows.Count(row => row.AnswerMatches == false) is > 0 and var wrong)
            yield return Say($"answers: {wrong} of {rows.Length} differ from the same operator run locally; see the column answer_matches");
        if (rows.FirstOrDefault(row => IsRefused(row)) is { } failed)
            yield return Say($"certificate: {failed.Certificate}; choose limits that this machine can hold, or a subject whose requests take longer");
        foreach (var drift in rows.Select(row => row.Start).Distinct().SelectMany(start => _drifts[start]).Distinct())
            yield return Say($"sentinel: {drift}; measure again on a quiet machine");
    }

    /// <summary>Width of the 95 % interval of the median over restarts, in percent of it; NaN where there are too few for one.</summary>
    internal static double WidthOf(IReadOnlyCollection<double> medians)
    {
        if (medians.Count < 6) return double.NaN;
        var interval = MedianInterval.Of(new Sample("medians", medians));
        return (interval.High - interval.Low) / interval.Estimate * 100;
    }

    /// <summary>Rows beyond three interquartile ranges from the quartiles (Tukey's far out), all of which count.</summary>
    private static int OutliersIn(Sample sample)
    {
        var (first, third) = (Quantile.Of(sample, 0.25), Quantile.Of(sample, 0.75));
        var reach = FarOut * (third - first);
        return sample.AsList().Count(value => value < first - reach || value > third + reach);
    }

    /// <summary>The worst of the rows' verdicts.</summary>
    private static string CertificateOf(MeasurementEntry[] rows) => (rows.FirstOrDefault(IsRefused) ?? rows[0]).Certificate;

    private static bool IsRefused(MeasurementEntry row) => row.Certificate.StartsWith(CertificateScale.Fails, StringComparison.Ordinal);

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
