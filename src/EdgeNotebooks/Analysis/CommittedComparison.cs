using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Analysis;

/// <summary>A family of comparisons read back from the committed statistics, for a machine without the raw measurements.</summary>
internal static class CommittedComparison
{
    private const string Source = "committed statistics.csv (raw measurements are not on this machine)";

    public static FamilyResult Of(ComparisonFamily family, IReadOnlyList<PublishedStatistic> statistics, PAdjustment adjust, double alpha)
    {
        var rows = statistics.Where(row => row.Family == family.Name).ToArray();
        var subjects = rows.Where(row => row.Test == "kruskal_wallis").Select(row => Subject(row, rows, adjust, alpha)).ToArray();
        return new(family, subjects, Source, adjust, alpha, [$"these tables are read, not computed: {Study.Remedy}"]);
    }

    private static SubjectComparison Subject(PublishedStatistic overall, PublishedStatistic[] rows, PAdjustment adjust, double alpha)
    {
        var groups = overall.GroupA.Split('|');
        var kruskal = new KruskalWallis(Present(overall.Recomputed.Statistic), (int)Present(overall.DegreesOfFreedom), overall.P, groups,
            [.. groups.Select(_ => overall.CountA / groups.Length)]);
        var pairs = rows.Where(row => row.Test == "conover" && row.Subject == overall.Subject).Select(Pair).ToArray();
        return new(overall.Subject, kruskal, FamilyComparer.Decide(pairs, adjust, alpha));
    }

    private static PairComparison Pair(PublishedStatistic row) => new(At(row.Subject, row.GroupA), At(row.Subject, row.GroupB), row.CountA,
        row.CountB, new(row.GroupA, row.GroupB, Present(row.Recomputed.Statistic), Present(row.DegreesOfFreedom), row.P),
        new(row.GroupA, row.GroupB, Present(row.Recomputed.CliffsDelta)), row.P, row.Significant);

    private static Configuration At(string subject, string place)
    {
        var words = place.Split(':');
        return new(subject, words[1], words[0]);
    }

    private static double Present(double? value) =>
        value ?? throw new InvalidTableException("statistics.csv", "a recomputed number is blank; restore the committed file");
}
