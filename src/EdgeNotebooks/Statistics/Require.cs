using System.Globalization;
using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>What a test asks of its samples, refused in one wording everywhere.</summary>
internal static class Require
{
    /// <summary>At least two samples, one unit, distinct names, and in each at least <paramref name="least"/> values.</summary>
    public static void Groups(string test, IReadOnlyList<Sample> samples, int least = 2)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count < 2)
            throw new ArgumentException($"{test} compares at least two groups, found {samples.Count}"
                + (samples.Count == 1 ? $" ('{samples[0].Name}')" : "") + "; add a group", nameof(samples));
        foreach (var sample in samples) AtLeast(test, sample, least);
        OneUnit(test, samples);
        if (samples.GroupBy(sample => sample.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"{test}: two groups are both named '{twice.Key}'; name them apart", nameof(samples));
    }

    public static void AtLeast(string test, Sample sample, int least)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.Count < least)
            throw new ArgumentException($"{test} needs at least {least} values per group, '{sample.Name}' has {sample.Count}; measure more",
                nameof(sample));
    }

    public static void OneUnit(string test, IReadOnlyList<Sample> samples)
    {
        if (samples.FirstOrDefault(sample => sample.Unit != samples[0].Unit) is { } other)
            throw new ArgumentException($"{test}: '{samples[0].Name}' is in '{samples[0].Unit}' but '{other.Name}' is in '{other.Unit}'; "
                + "convert one of them", nameof(samples));
    }

    public static void Positive(string test, Sample sample)
    {
        if (sample.Sorted[0] <= 0)
            throw new ArgumentException($"{test} needs positive values, '{sample.Name}' has "
                + sample.Sorted[0].ToString(CultureInfo.InvariantCulture), nameof(sample));
    }

    public static void Varies(string test, Ranking ranking)
    {
        if (ranking.TotalSquares <= 0)
            throw new ArgumentException($"{test}: all {ranking.Total} values are equal, so there is nothing to compare");
    }
}
