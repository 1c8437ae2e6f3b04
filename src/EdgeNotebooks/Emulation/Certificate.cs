using System.Globalization;
using EdgeNotebooks.Display;
using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.Emulation;

/// <summary>What a lab measured about itself: whether its limits hold, and by how much they miss.</summary>
/// <param name="Rows">A row for each limit and size of probe.</param>
/// <param name="Profile">The tiers that were measured.</param>
/// <param name="Links">The links that were measured.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record Certificate(IReadOnlyList<CertificateRow> Rows, TierProfile Profile, Links Links) : IDisplay
{
    /// <summary>A verdict is a sentence: the table tells the rest.</summary>
    private const int Listed = 4;

    /// <summary>How much was measured.</summary>
    public CertificateScope Scope { get; init; } = CertificateScope.Usual;

    /// <summary>Periods in which the kernel held each tier back meanwhile, by tier; where the mechanism counts them.</summary>
    public IReadOnlyDictionary<string, long> ThrottledPeriods { get; init; } = new Dictionary<string, long>();

    /// <summary>Processor time that other guests of the host took meanwhile, in seconds; null where the system does not tell.</summary>
    public double? StealSeconds { get; init; }

    /// <summary>Whether every limit holds.</summary>
    public bool Holds => Rows.All(row => row.Holds);

    /// <summary><c>EMULATED</c>, or <c>NOT EMULATED</c> with the first rows that do not hold.</summary>
    public string Verdict => Of(Rows);

    /// <summary>
    /// The verdict for requests that compute for so long on a tier: of the sizes of work that were probed only the largest below that
    /// counts, and everything that has no size. Requests of less than half the smallest probe are beyond what was measured.
    /// </summary>
    /// <param name="computeSeconds">Processor time of a request on one tier, over 0.</param>
    public string VerdictAt(double computeSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(computeSeconds);
        var sizes = Rows.Select(row => row.WorkSeconds).OfType<double>().Distinct().Order().ToList();
        if (sizes.Count == 0) return Verdict;
        if (computeSeconds < sizes[0] / 2)
            return string.Create(CultureInfo.InvariantCulture, $"NOT EMULATED: work of {1000 * computeSeconds:0.###} ms is shorter than what was probed, {1000 * sizes[0]:0.###} ms");
        var size = sizes.LastOrDefault(one => one <= computeSeconds, sizes[0]);
        return Of([.. Rows.Where(row => row.WorkSeconds is null || row.WorkSeconds == size)]);
    }

    /// <inheritdoc/>
    public string Render(string mimeType) => "<table><thead><tr>" + string.Concat(((string[])["where", "what", "unit", "nominal", "measured", "90 % interval", "deviation", "tolerance", "mechanism", "verdict"]).Select(head => $"<th>{head}</th>"))
        + "</tr></thead><tbody>" + string.Concat(Rows.Select(row => $"<tr>{string.Concat(row.Cells.Select(cell => $"<td>{HtmlText.Encode(cell)}</td>"))}</tr>"))
        + $"</tbody></table>{HtmlText.Caption(string.Join("; ", [Verdict, .. Notes()]))}";

    /// <summary>A line for each row, and the verdict.</summary>
    public override string ToString() => string.Join('\n', Rows.Select(row => string.Join("  ", row.Cells)).Append(string.Join("; ", [Verdict, .. Notes()])));

    private static string Of(IReadOnlyList<CertificateRow> rows)
    {
        var missed = rows.Where(row => !row.Holds).Select(row => $"{row.Place} {row.What}").ToList();
        if (missed.Count == 0) return "EMULATED";
        var more = missed.Count > Listed ? string.Create(CultureInfo.InvariantCulture, $"; and {missed.Count - Listed} more of {rows.Count} rows") : "";
        return $"NOT EMULATED: {string.Join("; ", missed.Take(Listed))}{more}";
    }

    private IEnumerable<string> Notes()
    {
        if (ThrottledPeriods.Count > 0) yield return $"periods throttled meanwhile: {string.Join(", ", ThrottledPeriods.Select(tier => string.Create(CultureInfo.InvariantCulture, $"{tier.Key} {tier.Value}")))}";
        if (StealSeconds is { } steal) yield return string.Create(CultureInfo.InvariantCulture, $"taken by other guests of the host: {steal:0.00} s");
    }
}
