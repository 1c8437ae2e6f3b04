using System.Globalization;
using EdgeNotebooks.Display;
using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.WhatIf.Measured;

/// <summary>Which of the measured configurations answers fastest: nothing is predicted, only resampled.</summary>
/// <param name="Groups">All of them, the fastest first.</param>
/// <param name="Confidence">Share of the resamples, 0..1, in which <see cref="Best"/> has the smallest median.</param>
/// <param name="RunnerUp">The one that has it most often among the others; null where there is no other.</param>
/// <param name="RunnerUpConfidence">The same for it.</param>
/// <param name="More">Requests more for each of both after which the winner would be clear; null where it is clear, or 64 times as many would not do.</param>
/// <param name="Source">Where the measurements come from.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record MeasuredRecommendation(IReadOnlyList<MeasuredGroup> Groups, double Confidence, MeasuredGroup? RunnerUp, double RunnerUpConfidence, int? More, string Source) : IDisplay
{
    private const int Resamples = 1000;
    private const int LargestFactor = 64;

    /// <summary>The smallest median.</summary>
    public MeasuredGroup Best => Groups[0];

    /// <summary>Whether one wins clearly: in at least 90 % of the resamples.</summary>
    public bool IsClear => Confidence >= Recommendation.ClearFrom;

    /// <summary>The answer, one computed sentence each.</summary>
    public IReadOnlyList<string> Conclusions =>
    [
        RunnerUp is null ? string.Create(CultureInfo.InvariantCulture, $"{Best} is the only configuration that was measured, {Best.Median * 1000:0.0} ms")
            : IsClear ? string.Create(CultureInfo.InvariantCulture, $"run {Best}: {Best.Median * 1000:0.0} ms, best in {Percent(Confidence)} of the resamples; {RunnerUp} takes {RunnerUp.Median * 1000:0.0} ms and is best in {Percent(RunnerUpConfidence)}")
            : string.Create(CultureInfo.InvariantCulture, $"no clear winner between {Best} ({Best.Median * 1000:0.0} ms, best in {Percent(Confidence)} of the resamples) and {RunnerUp} ({RunnerUp.Median * 1000:0.0} ms, {Percent(RunnerUpConfidence)}): {(More is { } more ? string.Create(CultureInfo.InvariantCulture, $"{more} more requests of each would tell") : "64 times as many requests would not tell either")}"),
    ];

    /// <summary>Compares what a file holds.</summary>
    /// <param name="path">A <c>measurements.csv</c>, or the folder of an experiment.</param>
    /// <param name="filter">Which rows; null where all were measured under the same conditions.</param>
    /// <param name="wishes">What the answer must keep to; null for anything. Accuracies are known where an experiment's folder holds them.</param>
    /// <param name="seed">The same seed gives the same answer.</param>
    /// <exception cref="ContradictionException">Nothing that was measured keeps to the wishes.</exception>
    /// <exception cref="ArgumentException">Accuracy is asked for where none was measured.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="Analysis.InvalidTableException">A column is missing, nothing is left, or rows under different conditions would be mixed.</exception>
    public static MeasuredRecommendation Of(string path, MeasuredFilter? filter = null, Wishes? wishes = null, int seed = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var (groups, source) = MeasuredGroups.Read(path, filter ?? new());
        if (wishes is null) return Of(groups, source, seed);
        if (wishes.MaxAccuracyLoss is not null && groups.All(group => group.AccuracyLoss is null))
            throw new ArgumentException($"no accuracies were measured beside '{path}', so that none can be asked for; name the folder of an experiment with accuracySamples over 0");
        return Of(wishes.Filter(groups, group => group.Offer), wishes.ToString() is { Length: > 0 } kept ? $"{source}; of these what keeps to: {kept}" : source, seed);
    }

    /// <summary>Compares measured configurations.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static MeasuredRecommendation Of(IReadOnlyList<MeasuredGroup> groups, string source, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count == 0) throw new ArgumentException("nothing was measured; run an experiment first", nameof(groups));
        MeasuredGroup[] ordered = [.. groups.OrderBy(group => group.Median)];
        var wins = new int[ordered.Length];
        for (var resample = 0; resample < Resamples; resample++) wins[Fastest(ordered, resample, seed, 1)]++;
        if (ordered.Length == 1) return new(ordered, 1, null, 0, null, source);
        var second = Enumerable.Range(1, ordered.Length - 1).OrderByDescending(i => wins[i]).ThenBy(i => ordered[i].Median).First();
        var confidence = (double)wins[0] / Resamples;
        return new(ordered, confidence, ordered[second], (double)wins[second] / Resamples, confidence < Recommendation.ClearFrom ? Needed([ordered[0], ordered[second]], seed) : null, source);
    }

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Sentences(Conclusions, [], Source)
        + HtmlText.Table(["operator", "deployment", "median, ms", "accuracy lost", "requests", "starts"], Groups.Select(group => (IReadOnlyList<string>)
            [group.Operator, group.Deployment, (group.Median * 1000).ToString("0.00", CultureInfo.InvariantCulture), group.AccuracyLoss?.ToString("0.00", CultureInfo.InvariantCulture) ?? "unknown", group.Requests.ToString(CultureInfo.InvariantCulture), group.Restarts.Count.ToString(CultureInfo.InvariantCulture)]), "medians of all kept requests");

    /// <summary>The conclusions as lines.</summary>
    public override string ToString() => string.Join('\n', Conclusions);

    /// <summary>Requests more of each, if the scatter stays what it is: samples that many times larger are redrawn.</summary>
    private static int? Needed(MeasuredGroup[] pair, int seed)
    {
        for (var factor = 2; factor <= LargestFactor; factor *= 2)
            if (Enumerable.Range(0, Resamples / 4).Count(resample => Fastest(pair, resample, seed, factor) == 0) >= Recommendation.ClearFrom * (Resamples / 4))
                return pair.Max(group => group.Requests) * (factor - 1);
        return null;
    }

    private static int Fastest(MeasuredGroup[] groups, int resample, int seed, int factor)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var i = 0; i < groups.Length; i++)
        {
            // The draw belongs to the configuration's name, so that its place in the file does not matter.
            var random = SplitMix64.For((ulong)seed, groups[i].ToString().Aggregate(17UL, (hash, letter) => (hash * 31) + letter), (ulong)resample);
            if (Redrawn(groups[i], factor, ref random) is var median && median < least) (best, least) = (i, median);
        }

        return best;
    }

    /// <summary>Starts are redrawn first, then the requests of each: those of one start are alike.</summary>
    private static double Redrawn(MeasuredGroup group, int factor, ref SplitMix64 random)
    {
        var drawn = new List<double>(group.Requests * factor);
        for (var i = 0; i < group.Restarts.Count * factor; i++)
        {
            var start = group.Restarts[random.Below(group.Restarts.Count)];
            for (var j = 0; j < start.Count; j++) drawn.Add(start[random.Below(start.Count)]);
        }

        drawn.Sort();
        return Quantile.OfSorted([.. drawn], 0.5);
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * 100):0} %");
}
