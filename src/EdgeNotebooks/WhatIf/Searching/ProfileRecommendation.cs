using System.Globalization;
using EdgeNotebooks.Display;

namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>Which deployment of a profiled model answers fastest, with how sure that is.</summary>
/// <param name="Best">Smallest predicted median.</param>
/// <param name="RunnerUp">Of the other deployments and operators the one that is fastest most often; null where there is none.</param>
/// <param name="Confidence">Share of the resamples, 0..1, in which <paramref name="Best"/> is the fastest.</param>
/// <param name="RunnerUpConfidence">The same for the runner-up.</param>
/// <param name="More">Timed requests more for every part after which the winner would be clear, by redrawing larger samples; null where it is clear or would not be.</param>
/// <param name="Search">What both were chosen from.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record ProfileRecommendation(PredictedRequest Best, PredictedRequest? RunnerUp, double Confidence, double RunnerUpConfidence, int? More, SearchResult Search) : IDisplay
{
    /// <summary>Starts of the tiers that the profile measured.</summary>
    public required int Starts { get; init; }

    /// <summary>Whether one deployment wins clearly: in at least 90 % of the resamples.</summary>
    public bool IsClear => Confidence >= Recommendation.ClearFrom;

    /// <summary>The answer, one computed sentence each.</summary>
    public IReadOnlyList<string> Conclusions =>
    [
        Verdict(),
        .. RunnerUp is null ? [] : new[] { string.Create(CultureInfo.InvariantCulture, $"{Name(RunnerUp)} takes {Range(RunnerUp)}, {RunnerUp.Median / Best.Median:0.00} times as long, and is fastest in {Percent(RunnerUpConfidence)}") },
        Best.Option.AccuracyLoss is { } loss ? string.Create(CultureInfo.InvariantCulture, $"{Name(Best)} loses {loss:0.00} points of accuracy against the unchanged model") : $"the accuracy of {Name(Best)} is not known",
        .. Search.FlipPoints.Where(flip => flip.Below.Deployment != flip.Above.Deployment || flip.Below.Operator != flip.Above.Operator).Select(flip => flip.ToString()),
    ];

    /// <summary>What a reader must know before trusting the answer.</summary>
    public IReadOnlyList<string> Warnings =>
    [
        .. Search.Extrapolated.Select(reason => $"extrapolated: {reason}"),
        .. Starts == 1 ? new[] { "how much starts of the tiers differ is not known, and not counted: one was profiled (--restarts)" } : [],
        .. !Search.Constraints.UnknownAccuracy && Search.Constraints.MaxAccuracyLoss is null && Search.Rejected > 0 ? new[] { "what has no known accuracy was left out where there is such; ask for it with UnknownAccuracy (--unknown-accuracy)" } : [],
    ];

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Sentences(Conclusions, Warnings, Search.Source);

    /// <summary>The conclusions as lines.</summary>
    public override string ToString() => string.Join("\n", Conclusions);

    private string Verdict() => IsClear || RunnerUp is null
        ? $"{Search.Conditions}: run {Name(Best)}, {Range(Best)}, fastest in {Percent(Confidence)} of the resamples"
        : $"{Search.Conditions}: no clear winner between {Name(Best)} ({Range(Best)}, fastest in {Percent(Confidence)} of the resamples) and {Name(RunnerUp)} ({Range(RunnerUp)}, {Percent(RunnerUpConfidence)})"
            + (More is { } more ? string.Create(CultureInfo.InvariantCulture, $": {more} more requests for every part would tell") : "");

    private static string Name(PredictedRequest one) => $"{one.Option.Label} on {one.Option.Deployment} ({one.Option.Encoding})";

    private static string Range(PredictedRequest one) => string.Create(CultureInfo.InvariantCulture, $"{one.Median * 1000:0.0} ms ({one.Low * 1000:0.0} to {one.High * 1000:0.0})");

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * 100):0} %");
}
