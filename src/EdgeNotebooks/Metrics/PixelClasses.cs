namespace EdgeNotebooks.Metrics;

/// <summary>From scores to classes, pixel by pixel.</summary>
public static class PixelClasses
{
    /// <summary>The class with the highest score at each pixel; ties go to the lower class number.</summary>
    /// <param name="scores">float32 [C, pixels]: one plane per class, at most 255 classes.</param>
    /// <param name="pixels">Pixels per plane, at least 1.</param>
    /// <returns>One class number per pixel.</returns>
    /// <exception cref="ArgumentException">The scores do not divide into planes of that many pixels, or there are more than 255 classes.</exception>
    public static byte[] Of(ReadOnlySpan<float> scores, int pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels, 1);
        var classes = scores.Length / pixels;
        if (classes is < 1 or > 255 || scores.Length % pixels != 0)
            throw new ArgumentException($"{scores.Length} scores are not 1 to 255 planes of {pixels} pixels", nameof(scores));
        var (best, winners) = (scores[..pixels].ToArray(), new byte[pixels]);
        for (var one = 1; one < classes; one++)
        {
            var plane = scores.Slice(one * pixels, pixels);
            for (var i = 0; i < plane.Length; i++)
            {
                if (plane[i] <= best[i]) continue;
                (best[i], winners[i]) = (plane[i], (byte)one);
            }
        }

        return winners;
    }

    /// <summary>The class with the highest score; ties go to the lower class number.</summary>
    /// <exception cref="ArgumentException">There is no score.</exception>
    public static int MostLikely(ReadOnlySpan<float> scores)
    {
        if (scores.IsEmpty) throw new ArgumentException("there is no score to choose from", nameof(scores));
        var best = 0;
        for (var one = 1; one < scores.Length; one++) if (scores[one] > scores[best]) best = one;
        return best;
    }
}
