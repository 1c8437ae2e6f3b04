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
    /// <summary>Whether every limit holds.</summary>
    public bool Holds => Rows.All(row => row.Holds);

    /// <summary><c>EMULATED</c>, or <c>NOT EMULATED</c> with what does not hold.</summary>
    public string Verdict => Holds ? "EMULATED" : $"NOT EMULATED: {string.Join("; ", Rows.Where(row => !row.Holds).Select(row => $"{row.Place} {row.What}"))}";

    /// <inheritdoc/>
    public string Render(string mimeType) => "<table><thead><tr>" + string.Concat(((string[])["where", "what", "unit", "nominal", "measured", "90 % interval", "deviation", "tolerance", "mechanism", "verdict"]).Select(head => $"<th>{head}</th>"))
        + "</tr></thead><tbody>" + string.Concat(Rows.Select(row => $"<tr>{string.Concat(row.Cells.Select(cell => $"<td>{HtmlText.Encode(cell)}</td>"))}</tr>"))
        + $"</tbody></table>{HtmlText.Caption(Verdict)}";

    /// <summary>A line for each row, and the verdict.</summary>
    public override string ToString() => string.Join('\n', Rows.Select(row => string.Join("  ", row.Cells)).Append(Verdict));
}

/// <summary>One limit as it was asked for and as it was measured.</summary>
/// <param name="Place">A tier, or the link into it.</param>
/// <param name="What">What was measured, with the size of the probe.</param>
/// <param name="Unit">Unit of nominal and measured.</param>
/// <param name="Nominal">As asked for.</param>
/// <param name="Measured">Median of the probes.</param>
/// <param name="Low">Lower end of the median's interval, 90 % or more.</param>
/// <param name="High">Its upper end.</param>
/// <param name="TolerancePct">How far off it may be, in percent of the nominal.</param>
/// <param name="Mechanism">What imposes the limit.</param>
public sealed record CertificateRow(string Place, string What, string Unit, double Nominal, double Measured, double Low, double High, double TolerancePct, string Mechanism)
{
    /// <summary>Measured against nominal, in percent.</summary>
    public double DeviationPct => 100 * (Measured / Nominal - 1);

    /// <summary>Whether the whole interval lies within the tolerance.</summary>
    public bool Holds => Low >= Nominal * (1 - TolerancePct / 100) && High <= Nominal * (1 + TolerancePct / 100);

    internal IReadOnlyList<string> Cells => [Place, What, Unit, Number(Nominal), Number(Measured), $"{Number(Low)} to {Number(High)}",
        string.Create(CultureInfo.InvariantCulture, $"{DeviationPct:+0.0;-0.0} %"), string.Create(CultureInfo.InvariantCulture, $"{TolerancePct:0} %"), Mechanism, Holds ? "holds" : "DOES NOT HOLD"];

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
