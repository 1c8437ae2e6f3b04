using EdgeNotebooks.Statistics;
using EdgeNotebooks.Units;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>One group's normality test.</summary>
/// <param name="Group">Name of the group.</param>
/// <param name="N">How many values.</param>
/// <param name="Test">Shapiro-Wilk; null where it cannot be computed.</param>
public sealed record GroupNormality(string Group, int N, ShapiroWilk? Test);

/// <summary>Two groups compared.</summary>
/// <param name="Conover">Post hoc test, p not adjusted; A and B are the groups.</param>
/// <param name="Adjusted">p after adjustment over all pairs.</param>
/// <param name="Effect">Cliff's delta, positive where A is larger.</param>
public sealed record GroupPair(PairTest Conover, PValue Adjusted, CliffsDelta Effect);

/// <summary>The study's statistics for any table: normality of each group, Kruskal-Wallis, Conover and Cliff's delta of each pair.</summary>
/// <param name="Normality">One per group; known deployments, subjects and operators in the study's order, others as they were met.</param>
/// <param name="Overall">Kruskal-Wallis over all groups.</param>
/// <param name="Pairs">All pairs, in the order of the groups.</param>
/// <param name="Adjustment">How p of the pairs was adjusted.</param>
/// <param name="Warnings">What a reader must know before trusting the numbers, one sentence each.</param>
public sealed record GroupStatistics(
    IReadOnlyList<GroupNormality> Normality, KruskalWallis Overall, IReadOnlyList<GroupPair> Pairs, PAdjustment Adjustment, IReadOnlyList<string> Warnings)
{
    /// <summary>Compares the groups of one column of a CSV file.</summary>
    /// <param name="path">The file: UTF-8, comma, header line.</param>
    /// <param name="value">Column of numbers; a latency must not be negative.</param>
    /// <param name="by">Column that names the groups.</param>
    /// <param name="where">Columns and the value that a row must have there to be used; numbers are compared as numbers.</param>
    /// <param name="adjust">Adjustment over all pairs, default none.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidTableException">A column or value is missing, or a cell is not a finite number (its row is named).</exception>
    /// <exception cref="ArgumentException">One group, a group of one value, or all values equal.</exception>
    public static GroupStatistics OfCsv(string path, string value, string by, IReadOnlyList<KeyValuePair<string, string>>? where = null,
        PAdjustment adjust = PAdjustment.None)
    {
        var rows = GroupRows.Read(CsvTable.Read(path), value, by, where ?? []);
        return Of(rows.Groups, adjust, rows.Warnings);
    }

    /// <summary>Compares the groups of one column within the inputs that another column names: the design for repeated measurements.</summary>
    /// <param name="path">The file: UTF-8, comma, header line.</param>
    /// <param name="value">Column of numbers; a latency must not be negative.</param>
    /// <param name="by">Column that names the groups.</param>
    /// <param name="within">Column that names the input of each row; <c>restart</c> is taken over where it exists.</param>
    /// <param name="where">Columns and the value that a row must have there to be used.</param>
    /// <param name="adjust">Adjustment over all pairs, default none.</param>
    /// <exception cref="InvalidTableException">A column or value is missing, or a cell is not a finite number (its row is named).</exception>
    /// <exception cref="ArgumentException">One group, or fewer than two inputs that every group was measured with.</exception>
    /// <returns>The design, and what a reader must know before trusting it.</returns>
    public static (NestedDesign Design, IReadOnlyList<string> Warnings) WithinCsv(string path, string value, string by, string within,
        IReadOnlyList<KeyValuePair<string, string>>? where = null, PAdjustment adjust = PAdjustment.None)
    {
        ArgumentNullException.ThrowIfNull(within);
        var rows = GroupRows.Read(CsvTable.Read(path), value, by, where ?? [], within);
        var design = NestedDesign.Of(rows.Groups, rows.Repeats, adjust);
        return (design, [.. rows.Warnings, .. design.LeftOut == 0 ? [] : new[] { $"{design.LeftOut} inputs were not measured in every group and are left out" }]);
    }

    /// <summary>Compares samples.</summary>
    /// <param name="groups">At least two of at least two values.</param>
    /// <param name="adjust">Adjustment over all pairs, default none.</param>
    /// <param name="warnings">Doubts about the samples, to stand with the result.</param>
    public static GroupStatistics Of(IReadOnlyList<Sample> groups, PAdjustment adjust = PAdjustment.None, IReadOnlyList<string>? warnings = null)
    {
        Require.Groups("Kruskal-Wallis", groups);
        var ranking = Ranking.Of(groups);
        var overall = KruskalWallis.From(ranking);
        var tests = ConoverIman.From(ranking);
        var adjusted = PAdjust.Apply([.. tests.Select(test => test.P)], adjust);
        var at = groups.ToDictionary(group => group.Name);
        var doubts = new List<string>(warnings ?? []);
        return new([.. groups.Select(group => new GroupNormality(group.Name, group.Count, Shapiro(group, doubts)))], overall,
            [.. tests.Select((test, i) => new GroupPair(test, adjusted[i], CliffsDelta.Of(at[test.A], at[test.B])))], adjust, doubts);
    }

    /// <summary>One row per group: group, n, w, p, log10_p; blank where the test cannot be computed.</summary>
    public DataFrame ShapiroTable() => Frame.Of(Normality, new("group", row => row.Group), new("n", row => row.N), new("w", row => row.Test?.W),
        new("p", row => row.Test?.P.Value), new("log10_p", row => row.Test?.P.Log10));

    /// <summary>One row: h, df, p, log10_p.</summary>
    public DataFrame KruskalTable() => Frame.Of<KruskalWallis>([Overall], new("h", row => row.H), new("df", row => row.DegreesOfFreedom),
        new("p", row => row.P.Value), new("log10_p", row => row.P.Log10));

    /// <summary>One row per pair: a, b, conover_t, conover_p and conover_log10_p (adjusted), cliffs_delta, magnitude.</summary>
    public DataFrame PairTable() => Frame.Of(Pairs, new("a", row => row.Conover.A), new("b", row => row.Conover.B),
        new("conover_t", row => row.Conover.Statistic), new("conover_p", row => row.Adjusted.Value), new("conover_log10_p", row => row.Adjusted.Log10),
        new("cliffs_delta", row => row.Effect.Delta), new("magnitude", row => row.Effect.Magnitude.InWords()));

    private static ShapiroWilk? Shapiro(Sample group, List<string> doubts)
    {
        try
        {
            return ShapiroWilk.Test(group);
        }
        catch (ArgumentException refused)
        {
            doubts.Add(refused.ParamName is null ? refused.Message : refused.Message.Replace($" (Parameter '{refused.ParamName}')", "", StringComparison.Ordinal));
            return null;
        }
    }
}
