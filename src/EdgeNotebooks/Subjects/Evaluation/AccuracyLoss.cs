using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Subjects.Evaluation;

/// <summary>What a model loses against another on the same pictures.</summary>
public static class AccuracyLoss
{
    private const double Z95 = 1.959963984540054;
    private const int Resamples = 1000;

    /// <summary>
    /// Points of the first of <see cref="Accuracy.Values"/> that are lost (negative is a gain), with a 95 % interval of that same number. A
    /// metric that is a mean over pictures has the interval of its paired differences; one that sums over pictures before it divides (mean
    /// IoU per class) has the percentile bootstrap, the same pictures drawn for both.
    /// </summary>
    /// <param name="reference">The model that is lost against.</param>
    /// <param name="other">The model that loses.</param>
    /// <param name="seed">Of the bootstrap; the same seed gives the same interval.</param>
    /// <exception cref="ArgumentException">They were measured on different numbers of pictures or by different metrics.</exception>
    public static Interval Against(Accuracy reference, Accuracy other, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(other);
        if (reference.PerPicture.Count != other.PerPicture.Count || reference.Values[0].Name != other.Values[0].Name)
            throw new ArgumentException($"'{reference}' and '{other}' are not of the same pictures and metric; evaluate both alike", nameof(other));
        var loss = reference.Values[0].Value - other.Values[0].Value;
        if (reference.Tallies is not null || other.Tallies is not null)
        {
            var (low, high) = PictureBootstrap.Middle95(reference.PerPicture.Count, Resamples, seed, places => reference.Of(places) - other.Of(places));
            return new(loss, low, high, 0.95);
        }

        var differences = reference.PerPicture.Zip(other.PerPicture, (a, b) => a - b).ToArray();
        var mean = differences.Average();
        var half = Z95 * Math.Sqrt(differences.Sum(value => (value - mean) * (value - mean)) / Math.Max(differences.Length - 1, 1) / differences.Length);
        return new(loss, mean - half, mean + half, 0.95);
    }
}
