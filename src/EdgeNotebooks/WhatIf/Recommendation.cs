using System.Globalization;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.WhatIf;

/// <summary>Which configuration serves a subject fastest, in computed words, with how sure that is.</summary>
/// <param name="Best">Smallest predicted median among what the wishes allow.</param>
/// <param name="RunnerUp">The allowed configuration that is best most often among the others; null where there is no other.</param>
/// <param name="Confidence">Share of the resamples, 0..1, in which <paramref name="Best"/> is the fastest.</param>
/// <param name="RunnerUpConfidence">The same for the runner-up.</param>
/// <param name="Conditions">What was asked.</param>
/// <param name="Wishes">What the answer keeps to.</param>
/// <param name="FlipPoints">Where the answer changes along either link.</param>
/// <param name="Evidence">Where the measurements come from, and how many resamples.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record Recommendation(Prediction Best, Prediction? RunnerUp, double Confidence, double RunnerUpConfidence, Conditions Conditions, Wishes Wishes,
    IReadOnlyList<FlipPoint> FlipPoints, string Evidence) : IDisplay
{
    /// <summary>Below this share of the resamples nobody is called the winner.</summary>
    public const double ClearFrom = 0.9;

    /// <summary>Whether one configuration wins clearly.</summary>
    public bool IsClear => Confidence >= ClearFrom;

    internal static Recommendation Of(WhatIfProfile profile, string subject, Conditions at, Wishes wishes)
    {
        ArgumentNullException.ThrowIfNull(at);
        at.Checked();
        var allowed = wishes.Filter(profile.Of(subject), candidate => candidate.Offer);
        var best = allowed.MinBy(candidate => candidate.Seconds(at))!;
        var wins = new int[allowed.Length];
        for (var resample = 0; resample < profile.Resamples; resample++) wins[Fastest(allowed, at, resample)]++;
        var order = Enumerable.Range(0, allowed.Length).Where(i => !ReferenceEquals(allowed[i], best))
            .OrderByDescending(i => wins[i]).ThenBy(i => allowed[i].Seconds(at)).ToArray();
        return new(Predictions.Of(best, at), order.Length > 0 ? Predictions.Of(allowed[order[0]], at) : null,
            (double)wins[Array.IndexOf(allowed, best)] / profile.Resamples, order.Length > 0 ? (double)wins[order[0]] / profile.Resamples : 0, at, wishes,
            [.. FlipPoint.Find(allowed, Quantity.MobileEdgeMbps, at), .. FlipPoint.Find(allowed, Quantity.EdgeCloudMbps, at)],
            $"{profile.Source}; {profile.Resamples} resamples, the model's misfit counted");
    }

    /// <summary>The answer, one computed sentence each.</summary>
    public IReadOnlyList<string> Conclusions =>
    [
        Verdict(),
        .. RunnerUp is null ? [] : new[] { Second(RunnerUp) },
        Accuracy(),
        .. FlipPoints.Count == 0 ? new[] { "no rate of either link between 1 and 200 Mbit/s changes this choice" } : [.. Nearest().Select(flip => flip.ToString())],
    ];

    /// <summary>What a reader must know before trusting the answer.</summary>
    public IReadOnlyList<string> Warnings =>
    [
        .. Conditions.IsExtrapolated ? new[] { "extrapolated: the study measured 1 to 200 Mbit/s" } : [],
        "the study sent one picture per data set through the grid; smaller pictures favour the far tiers",
    ];

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Sentences(Conclusions, Warnings, Evidence);

    /// <summary>The conclusions as lines.</summary>
    public override string ToString() => string.Join("\n", Conclusions);

    private static int Fastest(Candidate[] allowed, Conditions at, int resample)
    {
        var (best, seconds) = (0, double.PositiveInfinity);
        for (var i = 0; i < allowed.Length; i++)
            if (allowed[i].Seconds(at, resample) is var own && own < seconds) (best, seconds) = (i, own);
        return best;
    }

    private string Verdict()
    {
        var (name, where) = (Name(Best), $"{Best.Candidate.Configuration.Subject} at {Conditions}{(Wishes.ToString() is { Length: > 0 } kept ? $", {kept}" : "")}");
        return IsClear || RunnerUp is null
            ? string.Create(CultureInfo.InvariantCulture, $"{where}: run {name}, {Best.Median:0.00} s ({Best.Low:0.00} to {Best.High:0.00}), fastest in {Percent(Confidence)} of the resamples")
            : string.Create(CultureInfo.InvariantCulture, $"{where}: no clear winner between {name} ({Best.Median:0.00} s, fastest in {Percent(Confidence)} of the resamples) and {Name(RunnerUp)} ({RunnerUp.Median:0.00} s, {Percent(RunnerUpConfidence)})");
    }

    private string Second(Prediction other) => string.Create(CultureInfo.InvariantCulture,
        $"{Name(other)} takes {other.Median:0.00} s ({other.Low:0.00} to {other.High:0.00}), {other.Median / Best.Median:0.00} times as long, and is fastest in {Percent(RunnerUpConfidence)}");

    private string Accuracy() => string.Create(CultureInfo.InvariantCulture,
        $"{Name(Best)} has {Best.Candidate.AccuracyPercent:0.00} % accuracy ({WhatIfProfile.Metric(Best.Candidate.Configuration.Subject)}), {Best.Candidate.AccuracyLoss:0.00} points less than the unchanged model");

    private IEnumerable<FlipPoint> Nearest() => FlipPoints.GroupBy(flip => flip.Along).SelectMany(flips => new[]
    {
        flips.LastOrDefault(flip => flip.Value < Rate(flip)), flips.FirstOrDefault(flip => flip.Value >= Rate(flip)),
    }).OfType<FlipPoint>();

    private double Rate(FlipPoint flip) => flip.Along == Quantity.MobileEdgeMbps ? Conditions.MobileEdgeMbps : Conditions.EdgeCloudMbps;

    private static string Name(Prediction prediction) => $"{prediction.Candidate.Configuration.Operator} on {prediction.Candidate.Configuration.Deployment}";

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * 100):0} %");
}
