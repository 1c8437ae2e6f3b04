using System.Globalization;

namespace EdgeNotebooks.Emulation;

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
    /// <summary>Processor time of the probe, in seconds; null for what is no matter of processors.</summary>
    public double? WorkSeconds { get; init; }

    /// <summary>Measured against nominal, in percent.</summary>
    public double DeviationPct => 100 * (Measured / Nominal - 1);

    /// <summary>Whether the whole interval lies within the tolerance.</summary>
    public bool Holds => Low >= Nominal * (1 - TolerancePct / 100) && High <= Nominal * (1 + TolerancePct / 100);

    internal IReadOnlyList<string> Cells => [Place, What, Unit, Number(Nominal), Number(Measured), $"{Number(Low)} to {Number(High)}",
        string.Create(CultureInfo.InvariantCulture, $"{DeviationPct:+0.0;-0.0} %"), string.Create(CultureInfo.InvariantCulture, $"{TolerancePct:0.#} %"), Mechanism, Holds ? "holds" : "DOES NOT HOLD"];

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
