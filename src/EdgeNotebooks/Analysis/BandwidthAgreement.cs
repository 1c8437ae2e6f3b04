using System.Globalization;
using EdgeNotebooks.Display;
using MathNet.Numerics.Distributions;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>Two rates of one link, the other fixed, in the study and measured here.</summary>
/// <param name="Configuration">As measured; a small subject stands for its full-size namesake.</param>
/// <param name="Link">The link that changes: <c>mobile_edge</c> or <c>edge_cloud</c>.</param>
/// <param name="FixedMbps">Rate of the other link; null where the deployment uses one only.</param>
/// <param name="SlowMbps">The smaller rate.</param>
/// <param name="FastMbps">The larger rate.</param>
/// <param name="StudyRatio">Median at the smaller rate over that at the larger one.</param>
/// <param name="MeasuredRatio">The same here.</param>
public sealed record BandwidthAgreementRow(Configuration Configuration, string Link, double? FixedMbps, double SlowMbps, double FastMbps, double StudyRatio, double MeasuredRatio)
{
    /// <summary>Whether the same rate is slower.</summary>
    public bool SameSign => Math.Sign(StudyRatio - 1) == Math.Sign(MeasuredRatio - 1);

    /// <summary>Whether the ratios are within a factor of two of each other.</summary>
    public bool SameMagnitude => Math.Abs(Math.Log2(StudyRatio / MeasuredRatio)) <= 1;
}

/// <summary>How much of RQ6 measured here agrees with the study: what a slower link does, and who wins at which rates.</summary>
/// <param name="Rows">
/// Pairs of rates at which the study's repeats do not overlap (five against five: exact Mann-Whitney p of 0.008), and that were measured.
/// </param>
/// <param name="Winners">Pairs of rates at which both name the unchanged model's fastest tier.</param>
/// <param name="SameWinner">Of them those with the same one.</param>
/// <param name="GuessedWinner">Of them those that always guessing the study's commonest winner gets right here.</param>
/// <param name="Source">Of what was measured.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record BandwidthAgreement(IReadOnlyList<BandwidthAgreementRow> Rows, int Winners, int SameWinner, int GuessedWinner, string Source) : IDisplay
{
    /// <summary>Pairs in which the same rate is slower.</summary>
    public int SameSign => Rows.Count(row => row.SameSign);

    /// <summary>Of them those with ratios within a factor of two.</summary>
    public int SameMagnitude => Rows.Count(row => row.SameSign && row.SameMagnitude);

    /// <summary>How many pairs always guessing the study's commoner direction gets right here: mostly that the slower link is slower.</summary>
    public int Guessed => Rows.Count(row => Math.Sign(row.MeasuredRatio - 1) == (2 * Rows.Count(one => one.StudyRatio > 1) >= Rows.Count ? 1 : -1));

    private string Provenance { get; init; } = "";

    /// <summary>Compares cells of the same rates.</summary>
    /// <param name="study">The study's grid.</param>
    /// <param name="measured">Measured here; rates are the plan's, before scaling.</param>
    public static BandwidthAgreement Of(NetworkSummaries study, NetworkSummaries measured)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(measured);
        var theirs = study.ToDictionary(Key);
        NetworkSummary? In(NetworkSummary cell) => theirs.GetValueOrDefault(Key(cell with { Configuration = cell.Configuration with { Subject = Namesake(cell.Configuration.Subject) } }));
        var rows = from slow in measured
                   from fast in measured
                   where slow.Configuration == fast.Configuration
                   let link = slow.EdgeCloudMbps == fast.EdgeCloudMbps && slow.MobileEdgeMbps < fast.MobileEdgeMbps ? "mobile_edge"
                       : slow.MobileEdgeMbps == fast.MobileEdgeMbps && slow.EdgeCloudMbps < fast.EdgeCloudMbps ? "edge_cloud" : null
                   where link is not null
                   let pair = (Slow: In(slow), Fast: In(fast))
                   where pair.Slow is not null && pair.Fast is not null && (pair.Slow.Min > pair.Fast.Max || pair.Fast.Min > pair.Slow.Max)
                   select new BandwidthAgreementRow(slow.Configuration, link, link == "mobile_edge" ? slow.EdgeCloudMbps : slow.MobileEdgeMbps,
                       link == "mobile_edge" ? slow.MobileEdgeMbps : slow.EdgeCloudMbps!.Value, link == "mobile_edge" ? fast.MobileEdgeMbps : fast.EdgeCloudMbps!.Value,
                       pair.Slow.Median / pair.Fast.Median, slow.Median / fast.Median);
        var winners = WinnersOf(study, measured);
        var guess = winners.GroupBy(one => one.Study).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key;
        return new([.. rows], winners.Count, winners.Count(one => one.Study == one.Here), winners.Count(one => one.Here == guess), measured.Source) { Provenance = measured.Provenance };
    }

    /// <summary>A row per pair of rates.</summary>
    public DataFrame ToDataFrame() => Frame.Of(Rows, new("subject", row => row.Configuration.Subject), new("operator", row => row.Configuration.Operator), new("deployment", row => row.Configuration.Deployment),
        new("link", row => row.Link), new("fixed_mbps", row => row.FixedMbps), new("slow_mbps", row => row.SlowMbps), new("fast_mbps", row => row.FastMbps),
        new("study_ratio", row => row.StudyRatio), new("measured_ratio", row => row.MeasuredRatio), new("same_sign", row => row.SameSign ? "yes" : "no"), new("same_magnitude", row => row.SameMagnitude ? "yes" : "no"));

    /// <inheritdoc/>
    public string Render(string mimeType) => (Rows.Count == 0 ? "" : DataFrameDisplay.ToHtml(ToDataFrame())) + HtmlText.Sentences(Sentences, [], "") + HtmlText.Details(Source, Provenance);

    /// <summary>The scores in two sentences.</summary>
    public override string ToString() => string.Join(' ', Sentences);

    private IReadOnlyList<string> Sentences =>
    [
        Rows.Count == 0 ? "The study has no clear difference among the measured pairs of rates." : string.Create(CultureInfo.InvariantCulture,
            $"{SameSign} of the study's {Rows.Count} clear differences between two rates of a link point the same way here ({Percent(SameSign, Rows.Count)}), {SameMagnitude} of them with a ratio within a factor of two; always guessing the study's commoner direction would get {Guessed} right."),
        Winners == 0 ? "No pair of rates has all three tiers measured." : string.Create(CultureInfo.InvariantCulture,
            $"The unchanged model's fastest tier is the study's at {SameWinner} of {Winners} pairs of rates ({Percent(SameWinner, Winners)}); always guessing the study's commonest winner would get {GuessedWinner} right."),
    ];

    private static string Percent(int k, int n) => string.Create(CultureInfo.InvariantCulture,
        $"{100.0 * k / n:0} %, 95 % interval {(k == 0 ? 0 : 100 * Beta.InvCDF(k, n - k + 1, 0.025)):0} to {(k == n ? 100 : 100 * Beta.InvCDF(k + 1, n - k, 0.975)):0}, pairs taken as independent");

    private static List<(string Study, string Here)> WinnersOf(NetworkSummaries study, NetworkSummaries measured)
    {
        string[] tiers = ["mobile", "edge", "cloud"];
        var places = measured.Where(cell => cell.EdgeCloudMbps is not null && cell.Configuration.Operator == "identity").Select(cell => (cell.Configuration.Subject, cell.MobileEdgeMbps, Far: cell.EdgeCloudMbps!.Value)).Distinct();
        return [.. from place in places
                   let here = Winner(measured, place.Subject, place.MobileEdgeMbps, place.Far)
                   let theirs = Winner(study, Namesake(place.Subject), place.MobileEdgeMbps, place.Far)
                   where here is not null && theirs is not null
                   select (theirs, here)];

        string? Winner(NetworkSummaries grid, string subject, double near, double far)
        {
            var cells = tiers.Select(tier => grid.FirstOrDefault(cell => cell.Configuration == new Configuration(subject, "identity", tier) && cell.MobileEdgeMbps == near && (cell.EdgeCloudMbps ?? far) == far)).ToArray();
            return cells.Any(cell => cell is null) ? null : cells.MinBy(cell => cell!.Median)!.Configuration.Deployment;
        }
    }

    private static (Configuration, double, double?) Key(NetworkSummary cell) => (cell.Configuration, cell.MobileEdgeMbps, cell.EdgeCloudMbps);

    private static string Namesake(string subject) => subject.Replace("_mini", "", StringComparison.Ordinal);
}
