using EdgeNotebooks.Inference;

namespace EdgeNotebooks.Benchmarks;

/// <summary>Scores of a model beside those of a reference, [1, classes, ...] for each input.</summary>
public sealed class ScoreComparison
{
    public ScoreComparison(IReadOnlyList<Tensor> reference, IReadOnlyList<Tensor> other)
    {
        var classes = (int)reference[0].Shape[1];
        var (sums, squares, noise, places, equal) = (new double[classes], 0.0, 0.0, 0L, 0L);
        foreach (var (a, b) in reference.Zip(other))
        {
            var x = a.Values<float>();
            var y = b.Values<float>();
            var each = x.Length / classes;
            for (var i = 0; i < x.Length; i++)
            {
                sums[i / each] += x[i];
                squares += (double)x[i] * x[i];
                noise += ((double)x[i] - y[i]) * ((double)x[i] - y[i]);
            }

            for (var place = 0; place < each; place++) equal += Highest(x, place, each) == Highest(y, place, each) ? 1 : 0;
            places += each;
        }

        var signal = squares - sums.Sum(sum => sum * sum / places);
        (SqnrDb, AgreementPct) = (10 * Math.Log10(signal / noise), 100.0 * equal / places);
    }

    /// <summary>Ten times the logarithm of what varies around the mean score of each class over the squared differences.</summary>
    public double SqnrDb { get; }

    /// <summary>Share of decisions (inputs, or pixels of them) that are the same.</summary>
    public double AgreementPct { get; }

    private static int Highest(ReadOnlySpan<float> scores, int place, int each)
    {
        var best = place;
        for (var i = place + each; i < scores.Length; i += each) if (scores[i] > scores[best]) best = i;
        return best;
    }
}
