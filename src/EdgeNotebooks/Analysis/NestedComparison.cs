using System.Globalization;
using EdgeNotebooks.Display;
using EdgeNotebooks.Statistics;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>
/// A family of comparisons by the design that fits repeated measurements: pictures are compared with themselves, and runs over the same
/// picture count once.
/// </summary>
/// <param name="Family">What is compared.</param>
/// <param name="Subjects">One design per subject, groups named as deployment and operator joined by a colon.</param>
/// <param name="Source">Where the numbers come from, in words.</param>
/// <param name="Alpha">Level of significance.</param>
/// <param name="Warnings">What a reader must know before trusting the table, one sentence each.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record NestedComparison(ComparisonFamily Family, IReadOnlyList<KeyValuePair<string, NestedDesign>> Subjects, string Source, double Alpha,
    IReadOnlyList<string> Warnings) : IDisplay
{
    /// <summary>Compares the family's groups for every subject that has two of them.</summary>
    /// <param name="latencies">Measurements that know the input of each value, as the study's and those of <c>edgenb experiment</c> do.</param>
    /// <param name="family">What to compare.</param>
    /// <param name="adjust">Adjustment within each subject's pairs; default Holm.</param>
    /// <param name="alpha">Level of significance, default 0.05.</param>
    /// <exception cref="ArgumentException">Inputs are not known, or no subject has two of the family's groups.</exception>
    public static NestedComparison Of(Latencies latencies, ComparisonFamily family, PAdjustment adjust = PAdjustment.Holm, double alpha = 0.05)
    {
        ArgumentNullException.ThrowIfNull(latencies);
        ArgumentNullException.ThrowIfNull(family);
        var groups = latencies.Subjects.Select(subject => (Subject: subject, Groups: family.For(subject).Where(latencies.Has).Select(one => latencies[one]).ToArray()))
            .Where(one => one.Groups.Length > 1).ToArray();
        if (groups.Length == 0)
            throw new ArgumentException($"{family.Name} needs two of {string.Join(", ", family.For("any").Select(one => one.Place))} for one subject; "
                + $"{latencies.Source} has {string.Join(", ", latencies.Select(group => group.Configuration.Place).Distinct())}", nameof(latencies));
        if (groups.SelectMany(one => one.Groups).FirstOrDefault(group => group.Repeats is null) is { } unknown)
            throw new ArgumentException($"which input each latency of {unknown.Configuration} belongs to is not known; a column 'input_id' tells it "
                + $"({latencies.Source})", nameof(latencies));

        KeyValuePair<string, NestedDesign>[] designs = [.. groups.Select(one => KeyValuePair.Create(one.Subject, Reported(family, one.Groups, adjust)))];
        return new(family, designs, latencies.Source, alpha,
        [
            .. groups.Where(one => one.Groups.Length < family.Groups.Count).Select(one => $"{one.Subject}: not measured: "
                + string.Join(", ", family.For(one.Subject).Where(configuration => !latencies.Has(configuration)).Select(configuration => configuration.Place))),
            .. designs.Where(one => one.Value.Pairs.Any(pair => double.IsInfinity(pair.Test.Statistic))).Select(one => $"{one.Key}: every input ranks the groups alike, "
                + "so that Conover's t is infinite and p comes out as 0: the limit of the approximation, not a probability; read the ratios"),
            .. designs.Where(one => one.Value.LeftOut > 0).Select(one => $"{one.Key}: {one.Value.LeftOut} inputs were not measured everywhere and are left out"),
        ]);
    }

    /// <summary>The design of one subject.</summary>
    /// <exception cref="ArgumentException">The subject is not among those compared.</exception>
    public NestedDesign this[string subject] => Subjects.FirstOrDefault(one => one.Key == subject).Value
        ?? throw new ArgumentException($"'{subject}' was not compared; the subjects are {string.Join(", ", Subjects.Select(one => one.Key))}");

    /// <summary>Friedman's test per subject: subject, groups, inputs, chi_square, df, p, log10_p, significant.</summary>
    public DataFrame FriedmanTable() => Frame.Of(Subjects, new("subject", row => row.Key), new("groups", row => row.Value.Medians.Count),
        new("inputs", row => row.Value.Inputs), new("chi_square", row => row.Value.Overall.ChiSquare), new("df", row => row.Value.Overall.DegreesOfFreedom),
        new("p", row => row.Value.Overall.P.Value), new("log10_p", row => row.Value.Overall.P.Log10), new("significant", row => row.Value.Overall.P < Alpha));

    /// <summary>Pairs that the family reports: subject, inputs, significant, then the columns of <see cref="NestedTable.PairTable"/>.</summary>
    public DataFrame PairTable() => Frame.Of<(string Subject, NestedDesign Design, NestedPair Pair)>(Rows,
    [
        new("subject", row => row.Subject), new("inputs", row => row.Design.Inputs), new("significant", row => Decides(row.Pair)),
        .. NestedTable.Columns<(string Subject, NestedDesign Design, NestedPair Pair)>(row => row.Pair),
    ]);

    /// <summary>Whether a pair differs at the level of this comparison.</summary>
    public bool Decides(NestedPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return pair.Adjusted.Log10 < Math.Log10(Alpha);
    }

    /// <inheritdoc/>
    public string Render(string mimeType) => DataFrameDisplay.ToHtml(PairTable()) + HtmlText.Sentences([], Warnings, ToString());

    /// <summary>Title, counts and source in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Family.Rq}: {Family.Title}, within inputs: {Rows.Count(row => Decides(row.Pair))} of "
        + $"{Rows.Count} pairs differ (Friedman, then Conover for blocks, p adjusted by {Subjects[0].Value.Adjustment}, alpha {Alpha}). Source: {Source}.");

    /// <summary>The pairs that the family reports, p adjusted over those alone.</summary>
    private static NestedDesign Reported(ComparisonFamily family, LatencyGroup[] groups, PAdjustment adjust)
    {
        var design = NestedDesign.Of([.. groups.Select(group => group.Seconds.Named(group.Configuration.Place))], [.. groups.Select(group => group.Repeats!)], adjust);
        var at = groups.ToDictionary(group => group.Configuration.Place, group => group.Configuration);
        NestedPair[] pairs = [.. design.Pairs.Where(pair => family.Reports(at[pair.Test.A], at[pair.Test.B]))];
        var adjusted = PAdjust.Apply([.. pairs.Select(pair => pair.Test.P)], adjust);
        return design with { Pairs = [.. pairs.Select((pair, i) => pair with { Adjusted = adjusted[i] })] };
    }

    private IReadOnlyList<(string Subject, NestedDesign Design, NestedPair Pair)> Rows =>
        [.. Subjects.SelectMany(one => one.Value.Pairs.Select(pair => (one.Key, one.Value, pair)))];
}
