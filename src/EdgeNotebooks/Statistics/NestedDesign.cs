using EdgeNotebooks.Units;

namespace EdgeNotebooks.Statistics;

/// <summary>Two groups compared input by input.</summary>
/// <param name="Test">Conover's comparison within blocks; A and B are the groups, p is two-sided and not adjusted.</param>
/// <param name="Adjusted">p after adjustment over all pairs.</param>
/// <param name="Effect">Cliff's delta of the medians per input, positive where A is larger.</param>
/// <param name="PairedRatio">
/// Factor by which A exceeds B for the same input (Hodges and Lehmann on log ratios); null below 6 inputs or where a value is not positive.
/// </param>
/// <param name="MedianRatio">
/// Median of A over median of B, inputs and restarts resampled whole; null where a value is not positive.
/// </param>
public sealed record NestedPair(PairTest Test, PValue Adjusted, CliffsDelta Effect, Interval? PairedRatio, Interval? MedianRatio);

/// <summary>
/// The design for repeated measurements of the same inputs, in one call: one median per input, Friedman's test and Conover's pairs
/// within inputs, paired ratios, and ratios of medians whose interval counts inputs and restarts, not repeats.
/// </summary>
/// <param name="Medians">One sample per group, value i of each belongs to the same input.</param>
/// <param name="Overall">Friedman's test over the groups.</param>
/// <param name="Pairs">All pairs, in the order of the groups.</param>
/// <param name="Adjustment">How p of the pairs was adjusted.</param>
/// <param name="LeftOut">Inputs that not every group was measured with; they do not count.</param>
public sealed record NestedDesign(IReadOnlyList<Sample> Medians, Friedman Overall, IReadOnlyList<NestedPair> Pairs, PAdjustment Adjustment, int LeftOut)
{
    private const int LeastForInterval = 6;

    /// <summary>How many inputs every group was measured with: the number of independent values.</summary>
    public int Inputs => Overall.Blocks;

    /// <summary>Compares groups that were measured with the same inputs.</summary>
    /// <param name="groups">At least two, in one unit; the order of values is that of <paramref name="repeats"/>.</param>
    /// <param name="repeats">Input and restart of each value, one per group; equal codes mean the same input in every group.</param>
    /// <param name="adjust">Adjustment over all pairs; default Holm.</param>
    /// <param name="seed">Of the bootstrap: the same seed gives the same intervals.</param>
    /// <param name="resamples">Of the bootstrap; default 2,000.</param>
    /// <exception cref="ArgumentException">
    /// One group, fewer than two inputs in common, repeats that describe another number of values, or no differences at all.
    /// </exception>
    /// <remarks>Sources are those of <see cref="Friedman"/>, <see cref="HodgesLehmannRatio"/> and <see cref="MedianRatio.Clustered"/>.</remarks>
    public static NestedDesign Of(IReadOnlyList<Sample> groups, IReadOnlyList<Repeats> repeats, PAdjustment adjust = PAdjustment.Holm, int seed = 1,
        int resamples = 2_000)
    {
        Require.Groups("a comparison within inputs", groups, least: 1);
        ArgumentNullException.ThrowIfNull(repeats);
        if (repeats.Count != groups.Count)
            throw new ArgumentException($"{groups.Count} groups but the repeats of {repeats.Count}; give those of each group", nameof(repeats));
        var all = repeats.SelectMany(one => one.Input).Distinct().Count();
        var shared = repeats.Select(one => one.Input.ToHashSet()).Aggregate((a, b) => [.. a.Intersect(b)]);
        if (shared.Count < 2)
            throw new ArgumentException($"a comparison within inputs needs two that every group was measured with, found {shared.Count} of {all}; "
                + "measure the same inputs everywhere, or compare the groups as independent", nameof(repeats));

        var common = groups.Zip(repeats, (group, own) => Shared(group, own, shared)).ToArray();
        Sample[] medians = [.. common.Select(one => NestedMedians.Of(one.Values, one.Repeats))];
        var friedman = Friedman.Test(medians);
        var adjusted = PAdjust.Apply([.. friedman.Pairs.Select(pair => pair.P)], adjust);
        var at = common.Index().ToDictionary(one => one.Item.Values.Name, one => one.Index);
        return new(medians, friedman, [.. friedman.Pairs.Select((test, i) => Pair(test, adjusted[i], at[test.A], at[test.B]))], adjust, all - shared.Count);

        NestedPair Pair(PairTest test, PValue p, int a, int b)
        {
            var positive = common[a].Values.Sorted[0] > 0 && common[b].Values.Sorted[0] > 0;
            return new(test, p, CliffsDelta.Of(medians[a], medians[b]),
                positive && shared.Count >= LeastForInterval ? HodgesLehmannRatio.Of(medians[a], medians[b]) : null,
                positive ? Statistics.MedianRatio.Clustered(common[a].Values, common[a].Repeats, common[b].Values, common[b].Repeats, seed, resamples) : null);
        }
    }

    private static (Sample Values, Repeats Repeats) Shared(Sample group, Repeats repeats, HashSet<int> shared)
    {
        NestedMedians.SameLength(group, repeats);
        int[] rows = [.. Enumerable.Range(0, group.Count).Where(i => shared.Contains(repeats.Input[i]))];
        return (new(group.Name, rows.Select(i => group.Values[i]), group.Unit),
            new(rows.Select(i => repeats.Input[i]), rows.Select(i => repeats.Run[i]), rows.Select(i => repeats.Restart[i])));
    }
}
