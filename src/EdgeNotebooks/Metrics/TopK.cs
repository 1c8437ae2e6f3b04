namespace EdgeNotebooks.Metrics;

/// <summary>Top-k accuracy: the share of pictures whose true class is among the k largest scores.</summary>
public static class TopK
{
    /// <summary>
    /// The rank of <paramref name="label"/> among the scores of one picture, 0 for the largest. Equal scores rank by class number,
    /// lowest first, as a stable sort would; NaN ranks below every number.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The label is no index of the scores.</exception>
    public static int RankOf(int label, ReadOnlySpan<float> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, scores.Length);
        var rank = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (i == label) continue;
            var order = scores[i].CompareTo(scores[label]);
            if (order > 0 || order == 0 && i < label) rank++;
        }

        return rank;
    }

    /// <summary>Accuracy in percent, from the ranks of the true classes; NaN when there are none.</summary>
    /// <param name="ranks">What <see cref="RankOf"/> gave for each picture.</param>
    /// <param name="k">At least 1.</param>
    public static double Percent(IReadOnlyCollection<int> ranks, int k)
    {
        ArgumentNullException.ThrowIfNull(ranks);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return 100.0 * ranks.Count(rank => rank < k) / ranks.Count;
    }
}
