using System.Globalization;
using EdgeNotebooks.Statistics;

namespace EdgeNotebooks.Analysis;

/// <summary>One statistic of the study: what was printed, and what its data gives when recomputed with high precision.</summary>
/// <param name="Rq">Research question.</param>
/// <param name="Family">Family of comparisons, for example <c>identity_across_tiers</c>.</param>
/// <param name="Test"><c>kruskal_wallis</c>, <c>conover</c>, <c>shapiro_wilk</c> or <c>wilcoxon_signed_rank</c>.</param>
/// <param name="Subject">The model, or <c>all</c>.</param>
/// <param name="GroupA">First group as deployment:operator; for Kruskal-Wallis all groups, joined by a bar.</param>
/// <param name="GroupB">Second group, or empty.</param>
/// <param name="CountA">Values in A; in all groups for Kruskal-Wallis.</param>
/// <param name="CountB">Values in B, 0 without B.</param>
/// <param name="Alpha">Level of significance of the study.</param>
/// <param name="DegreesOfFreedom">Where the test has them.</param>
/// <param name="Printed">Statistic, p, delta as printed; null where the study prints none.</param>
/// <param name="Recomputed">The same recomputed.</param>
/// <param name="Log10P">log10 of the recomputed p, also where p underflows.</param>
/// <param name="Significant">The study's decision.</param>
public sealed record PublishedStatistic(string Rq, string Family, string Test, string Subject, string GroupA, string GroupB,
    int CountA, int CountB, double Alpha, double? DegreesOfFreedom, PrintedNumbers Printed, PrintedNumbers Recomputed, double Log10P, bool Significant)
{
    /// <summary>The recomputed p-value.</summary>
    public PValue P => new(Recomputed.P ?? 0, Log10P);

    internal static IReadOnlyList<PublishedStatistic> ReadCsv(string path)
    {
        var table = CsvTable.Read(path);
        return [.. Enumerable.Range(0, table.Rows).Select(row => Row(table, row))];
    }

    private static PublishedStatistic Row(CsvTable table, int row)
    {
        return new(Text("rq"), Text("family"), Text("test"), Text("subject"), Text("group_a"), Text("group_b"), Count("n_a"), Count("n_b"),
            table.Number(row, table.Column("alpha")), Optional("df"), Numbers(""), Numbers("_recomputed"),
            table.Number(row, table.Column("log10_p_recomputed")), Text("significant") == "true");

        string Text(string column) => table.Text(row, table.Column(column));
        double? Optional(string column) => table.OptionalNumber(row, table.Column(column));
        int Count(string column) => Text(column) is { Length: > 0 } counts
            ? counts.Split('|').Sum(count => int.Parse(count, CultureInfo.InvariantCulture))
            : 0;
        PrintedNumbers Numbers(string suffix) => new(Optional("statistic" + suffix),
            Optional("p_value" + suffix), Optional("cliffs_delta" + suffix), Text("magnitude" + suffix) is { Length: > 0 } word ? word : null);
    }
}

/// <summary>A statistic, its p-value and the effect size of the pair, each null where there is none.</summary>
/// <param name="Statistic">H, t, W.</param>
/// <param name="P">As a double; 0 where it underflowed.</param>
/// <param name="CliffsDelta">Effect size, -1..1.</param>
/// <param name="Magnitude">Effect in words, or null.</param>
public sealed record PrintedNumbers(double? Statistic, double? P, double? CliffsDelta, string? Magnitude);
