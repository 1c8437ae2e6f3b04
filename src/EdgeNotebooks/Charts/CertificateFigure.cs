using EdgeNotebooks.Emulation;

namespace EdgeNotebooks.Charts;

/// <summary>How far each measured limit is from what was asked for.</summary>
public static class CertificateFigure
{
    /// <summary>One panel for processors by the size of work, one for links: deviation in percent, bars are the 90 % intervals.</summary>
    /// <param name="certificate">With a row or more.</param>
    public static Figure Of(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var granted = certificate.Rows.Where(row => row.Unit == "CPUs" && row.WorkSeconds is not null).ToList();
        var links = certificate.Rows.Where(row => row.Unit == "Mbit/s").ToList();
        var panels = new List<Panel>();
        if (granted.Count > 0) panels.Add(Panel("processor time granted, by work", granted, row => FormattableString.Invariant($"{1000 * row.WorkSeconds:0.###} ms"), row => row.Place));
        if (links.Count > 0) panels.Add(Panel("goodput of links, by data", links, row => row.What.Replace("goodput of ", "", StringComparison.Ordinal), row => row.Place));
        return new Figure(panels)
        {
            Title = certificate.Holds ? "Measured against nominal: EMULATED" : "Measured against nominal: NOT EMULATED",
            Columns = Math.Max(1, panels.Count),
            ShowLegend = true,
            Caption = $"medians of five probes with their 90 % intervals; processors may be off by {string.Join(" or ", granted.Select(row => $"{row.TolerancePct:0}").Distinct())} %, links by 3 % or as the table says; {certificate.Verdict}",
        };
    }

    private static Panel Panel(string title, IReadOnlyList<CertificateRow> rows, Func<CertificateRow, string> position, Func<CertificateRow, string> series) => new(
    [
        .. rows.GroupBy(series).Select(group => new PointTrace(group.Key, [.. group.Select(row => (object)position(row))], [.. group.Select(row => row.DeviationPct)])
        {
            Bars = [.. group.Select(row => (100 * (row.Low / row.Nominal - 1), 100 * (row.High / row.Nominal - 1)))],
            IsSquare = true,
            Color = Palette.Of(group.Key.Split(' ')[^1]),
            Texts = [.. group.Select(row => $"{row.Place}, {row.What}: {row.DeviationPct:+0.0;-0.0} %")],
        }),
    ])
    {
        Title = title,
        X = new Axis { IsCategory = true },
        Y = new Axis { Title = "deviation, %" },
    };
}
