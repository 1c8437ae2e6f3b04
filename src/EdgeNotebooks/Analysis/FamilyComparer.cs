using System.Globalization;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Analysis;

/// <summary>Carries out a family of comparisons on latencies.</summary>
public static class FamilyComparer
{
    /// <summary>
    /// Compares the family's groups for every subject in <paramref name="latencies"/>. A group that was not measured is left out and
    /// named in the warnings; a subject with fewer than two groups is skipped, named too.
    /// </summary>
    /// <param name="family">What to compare.</param>
    /// <param name="latencies">The measurements.</param>
    /// <param name="adjust">Adjustment within each subject's reported pairs; default none, as the study did.</param>
    /// <param name="alpha">Level of significance, default 0.05.</param>
    /// <exception cref="ArgumentException">No subject has two of the family's groups.</exception>
    public static FamilyResult Compare(this ComparisonFamily family, Latencies latencies, PAdjustment adjust = PAdjustment.None,
        double alpha = 0.05)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(latencies);
        var warnings = new List<string>();
        var repeated = new List<PseudoReplication>();
        var subjects = new List<SubjectComparison>();
        foreach (var subject in latencies.Subjects)
        {
            var wanted = family.For(subject);
            var present = wanted.Where(latencies.Has).Select(c => latencies[c]).ToArray();
            if (present.Length < wanted.Count)
                warnings.Add($"{subject}: not measured: {string.Join(", ", wanted.Where(c => !latencies.Has(c)).Select(c => c.Place))}"
                    + (present.Length < 2 ? "; not compared" : "; compared without"));
            if (present.Length < 2) continue;
            repeated.AddRange(present.Where(group => group.Repeats is not null).Select(g => PseudoReplication.Of(g.Seconds, g.Repeats!)));
            subjects.Add(Compare(family, subject, present, adjust, alpha));
        }

        if (RepeatWarning([.. repeated.Where(one => one.IsSerious)], repeated.Count, $"{nameof(NestedComparison)}.{nameof(NestedComparison.Of)}") is { } warning) warnings.Add(warning);
        return subjects.Count > 0
            ? new(family, subjects, latencies.Source, adjust, alpha, warnings) { Doubt = latencies.Doubt, Provenance = latencies.Provenance }
            : throw new ArgumentException($"{family.Name} needs two of {string.Join(", ", family.For("any").Select(c => c.Place))} for one "
                + $"subject; {latencies.Source} has {string.Join(", ", latencies.Select(g => g.Configuration.Place).Distinct())}");
    }

    /// <summary>The pairs again under another adjustment or level; tests and effects stay as they are.</summary>
    public static FamilyResult Adjust(this FamilyResult result, PAdjustment adjust, double? alpha = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        var level = alpha ?? result.Alpha;
        return result with
        {
            Adjustment = adjust,
            Alpha = level,
            Subjects = [.. result.Subjects.Select(one => one with { Pairs = Decide(one.Pairs, adjust, level) })],
        };
    }

    internal static IReadOnlyList<PairComparison> Decide(IReadOnlyList<PairComparison> pairs, PAdjustment adjust, double alpha)
    {
        var adjusted = PAdjust.Apply([.. pairs.Select(pair => pair.Conover.P)], adjust);
        return [.. pairs.Select((pair, i) => pair with { Adjusted = adjusted[i], Significant = adjusted[i].Log10 < Math.Log10(alpha) })];
    }

    private static SubjectComparison Compare(ComparisonFamily family, string subject, LatencyGroup[] groups, PAdjustment adjust, double alpha)
    {
        var ranking = Ranking.Of([.. groups.Select(group => group.Seconds)]);
        var overall = KruskalWallis.From(ranking);
        var at = groups.ToDictionary(group => group.Configuration.Place);
        var pairs = ConoverIman.From(ranking)
            .Select(test => (A: at[test.A], B: at[test.B], Test: test))
            .Where(pair => family.Reports(pair.A.Configuration, pair.B.Configuration))
            .Select(pair => new PairComparison(pair.A.Configuration, pair.B.Configuration, pair.A.Seconds.Count, pair.B.Seconds.Count,
                pair.Test, CliffsDelta.Of(pair.A.Seconds, pair.B.Seconds), pair.Test.P, false))
            .ToArray();
        return new(subject, overall, Decide(pairs, adjust, alpha));
    }

    internal static string? RepeatWarning(IReadOnlyList<PseudoReplication> serious, int looked, string remedy) => serious.Count == 0
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{serious.Count} of {looked} groups repeat the same inputs (correlated "
            + $"{serious.Min(one => one.IntraclassCorrelation):0.00} to {serious.Max(one => one.IntraclassCorrelation):0.00}): "
            + $"{serious.Sum(one => one.Values)} values are worth about {serious.Sum(one => one.EffectiveCount):0} independent ones, so p is too "
            + $"small; the right design is one median per input, compared within inputs: {remedy}");
}
