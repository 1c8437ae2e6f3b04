using EdgeNotebooks.Analysis;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Charts;

/// <summary>Box plots with letters over them: boxes that share a letter do not differ significantly.</summary>
public static class LetterFigure
{
    /// <summary>One panel per subject, boxes in the family's order, the fastest group first in the alphabet.</summary>
    /// <param name="latencies">Measurements; subjects that lack a group of the family are left out, and the caption says so.</param>
    /// <param name="family">The groups that are compared; here every pair counts, also those that the study leaves out.</param>
    /// <param name="adjust">Adjustment of p within a subject; default Holm.</param>
    /// <param name="alpha">Default 0.05.</param>
    /// <exception cref="ArgumentException">No subject has all groups.</exception>
    public static Figure Of(Latencies latencies, ComparisonFamily family, PAdjustment adjust = PAdjustment.Holm, double alpha = 0.05)
    {
        ArgumentNullException.ThrowIfNull(latencies);
        ArgumentNullException.ThrowIfNull(family);
        var subjects = latencies.Subjects.Where(subject => family.For(subject).All(latencies.Has)).ToList();
        if (subjects.Count == 0) throw new ArgumentException($"no subject has all groups of '{family.Title}'", nameof(latencies));
        var complete = family with { OnlyPairsWithATierPair = false };
        var compared = Answer.Of(latencies.Only(latencies.Where(group => subjects.Contains(group.Configuration.Subject))), complete, adjust, alpha);
        var left = latencies.Subjects.Except(subjects).ToList();
        return new Figure([.. subjects.Select(subject => Panel(latencies, family, subject, Letters(compared.Comparison[subject])))])
        {
            Title = Figure.Stamped($"{family.Rq}: {family.Title}", latencies.Doubt),
            Provenance = latencies.Provenance,
            Columns = Math.Min(2, subjects.Count),
            Height = 360 * ((subjects.Count + 1) / 2),
            Caption = FormattableString.Invariant($"n = {string.Join(" or ", Counts(latencies, family, subjects))} per box; boxes that share a letter do not differ (Conover-Iman, {adjust}, alpha {alpha}); measurements taken as independent; source: {latencies.Source}")
                + (left.Count == 0 ? "" : $"; without {string.Join(", ", left)}, which lack a group"),
        };
    }

    /// <summary>Letters by group, from pairwise decisions; the group with the smallest mean rank gets the first.</summary>
    internal static IReadOnlyDictionary<string, string> Letters(SubjectComparison comparison)
    {
        var faster = comparison.Overall.Groups.ToDictionary(group => group, group => comparison.Pairs.Sum(pair =>
            pair.A.Place == group ? Math.Sign(pair.Effect.Delta) : pair.B.Place == group ? -Math.Sign(pair.Effect.Delta) : 0));
        return LetterDisplay.Of([.. comparison.Overall.Groups.OrderBy(group => faster[group])],
            comparison.Pairs.Where(pair => pair.Significant).Select(pair => (pair.A.Place, pair.B.Place)));
    }

    private static Panel Panel(Latencies latencies, ComparisonFamily family, string subject, IReadOnlyDictionary<string, string> letters)
    {
        var groups = family.For(subject).Select(configuration => (Label: Label(family, configuration), Configuration: configuration,
            Values: latencies[configuration].Seconds.AsList().Select(value => Math.Log(value)).ToArray())).ToList();
        var (low, high) = (groups.Min(group => group.Values.Min()), groups.Max(group => group.Values.Max()));
        var room = Math.Max(0.1, 0.08 * (high - low));
        return new Panel(
        [
            .. groups.Select(group => new BoxTrace(group.Label, group.Values) { Color = Palette.Of(family.Groups.Select(one => one.Operator).Distinct().Count() > 2 ? group.Configuration.Operator : group.Configuration.Deployment) }),
            new TextTrace("letters", [.. groups.Select(group => (object)group.Label)], [.. groups.Select(group => group.Values.Max() + (room / 2))], [.. groups.Select(group => letters[group.Configuration.Place])]),
        ])
        {
            Title = StudyLabels.Of(subject),
            X = new Axis { IsCategory = true },
            Y = new Axis { Title = LatencyBoxes.AxisTitle, Min = low - room, Max = high + (1.5 * room) },
        };
    }

    private static IEnumerable<int> Counts(Latencies latencies, ComparisonFamily family, IReadOnlyList<string> subjects) =>
        subjects.SelectMany(family.For).Select(configuration => latencies[configuration].Seconds.Count).Distinct().Order();

    private static string Label(ComparisonFamily family, Configuration configuration)
    {
        var sameOperator = family.Groups.Select(group => group.Operator).Distinct().Count() <= 2;
        return sameOperator ? StudyLabels.Short(configuration.Deployment) : StudyLabels.Initials(configuration.Operator);
    }
}
