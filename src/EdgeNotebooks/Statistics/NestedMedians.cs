using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>Repeated measurements reduced to one median per input: the values that may count as independent.</summary>
public static class NestedMedians
{
    /// <summary>The median over the repeats of each input, inputs in ascending order of their code.</summary>
    /// <exception cref="ArgumentException"><paramref name="repeats"/> describes another number of values.</exception>
    public static Sample Of(Sample sample, Repeats repeats)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(repeats);
        SameLength(sample, repeats);
        var medians = sample.AsList().Zip(repeats.Input).GroupBy(pair => pair.Second, pair => pair.First).OrderBy(group => group.Key)
            .Select(group => Quantile.OfSorted([.. group.Order()], 0.5));
        return new(sample.Name, medians, sample.Unit);
    }

    internal static void SameLength(Sample sample, Repeats repeats)
    {
        if (repeats.Input.Count != sample.Count)
            throw new ArgumentException($"'{sample.Name}' has {sample.Count} values, its repeats describe {repeats.Input.Count}", nameof(repeats));
    }
}
