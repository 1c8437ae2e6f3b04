namespace EdgeNotebooks.WhatIf.Searching;

/// <summary>
/// Compares the best of each deployment and operator over resamples. Neighbouring cuts of one deployment are one answer: they would
/// otherwise take votes from each other.
/// </summary>
internal sealed class Verdict(DeploymentQuestion question, SearchResult search)
{
    private const int Most = 8;
    private const int LargestFactor = 64;

    public ProfileRecommendation Recommend()
    {
        DeploymentOption[] rivals = [.. search.Rivals.Take(Most)];
        var latencies = rivals.Select(rival => Enumerable.Range(0, question.Resamples).Select(resample => question.Resampled(rival.Plan, resample)).ToArray()).ToArray();
        var wins = Wins(latencies);
        var second = Enumerable.Range(1, rivals.Length - 1).OrderByDescending(i => wins[i]).ThenBy(i => rivals[i].Seconds).Cast<int?>().FirstOrDefault();
        var confidence = (double)wins[0] / question.Resamples;
        return new(question.Predict(rivals[0]), second is { } other ? question.Predict(rivals[other]) : null, confidence, second is { } next ? (double)wins[next] / question.Resamples : 0,
            confidence < Recommendation.ClearFrom && second is { } near ? More(latencies[0], latencies[near], rivals[0].Seconds, rivals[near].Seconds) : null, search)
        { Starts = question.Profile.Restarts };
    }

    private static int[] Wins(double[][] latencies)
    {
        var wins = new int[latencies.Length];
        for (var resample = 0; resample < latencies[0].Length; resample++)
        {
            var best = 0;
            for (var i = 1; i < latencies.Length; i++)
                if (latencies[i][resample] < latencies[best][resample]) best = i;
            wins[best]++;
        }

        return wins;
    }

    /// <summary>
    /// Requests more for every part until the difference would be clear: its resampled scatter shrinks with the root of their number. Null
    /// where 64 times as many would not do.
    /// </summary>
    private int? More(double[] best, double[] other, double bestSeconds, double otherSeconds)
    {
        var gap = otherSeconds - bestSeconds;
        var scatter = best.Zip(other, (a, b) => b - a - gap).Order().ToArray();
        var runs = question.Profile.Models[0].Parts.Min(part => part.Seconds.Count);
        for (var factor = 1.25; factor <= LargestFactor; factor *= 1.25)
            if (scatter.Count(one => gap + one / Math.Sqrt(factor) > 0) >= Recommendation.ClearFrom * scatter.Length) return (int)Math.Ceiling(runs * (factor - 1));
        return null;
    }
}
