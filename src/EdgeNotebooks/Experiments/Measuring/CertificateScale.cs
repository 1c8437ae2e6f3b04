using System.Globalization;
using EdgeNotebooks.Emulation;

namespace EdgeNotebooks.Experiments.Measuring;

/// <summary>
/// What a certificate says of one configuration's requests: only the limits that they meet count, processors only on the scale of their
/// work, since a quota that holds over 100 ms may not act on 5, and a link that misses its rate only where that changes a request's time
/// by more than 15 %: 10 kB take no time at 2 Gbit/s, nor at half of it.
/// </summary>
internal static class CertificateScale
{
    public const string Holds = "EMULATED";
    public const string Fails = "NOT EMULATED";

    private const string Rate = "Mbit/s";
    private const double LinkTolerance = 0.15;

    /// <summary>The verdict in words: <see cref="Holds"/>, or <see cref="Fails"/> with what does not hold.</summary>
    /// <param name="rows">The certificate.</param>
    /// <param name="computing">Tiers that compute, in order; behind the first one the seam travels.</param>
    /// <param name="route">Tiers that the request reaches, in order, each over the link into it.</param>
    /// <param name="scale">What a request asks of tiers and links.</param>
    public static string VerdictOf(IEnumerable<CertificateRow> rows, IReadOnlyList<string> computing, IReadOnlyList<string> route, RequestScale scale)
    {
        var known = rows.ToArray();
        var processors = computing.SelectMany(tier => AtScale([.. known.Where(row => IsOf(row, tier))], scale.WorkSeconds)).ToArray();
        var links = known.Where(row => route.Any(tier => row.Place == LinkInto(tier))).ToArray();
        // As declared: the first tier's share of processors, and every link at its rate.
        var declared = scale.WorkSeconds / Math.Clamp(processors.Where(row => row.Unit == "CPUs").Select(row => row.Nominal).FirstOrDefault(1), 0.01, 1) + links.Where(row => row.Unit == Rate).DistinctBy(row => row.Place).Sum(row => Seconds(row, row.Nominal));
        var failing = processors.Concat(links.Where(row => row.Unit != Rate || Math.Abs(Seconds(row, row.Measured) - Seconds(row, row.Nominal)) > LinkTolerance * declared))
            .Where(row => !row.Holds)
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Place} {row.What}: {row.Measured:0.###} instead of {row.Nominal:0.###} {row.Unit}")).ToArray();
        return failing.Length == 0 ? Holds : $"{Fails}: {string.Join("; ", failing)}";

        double Seconds(CertificateRow row, double mbps) => row.Unit == Rate ? BytesOver(row) * 8e-6 / Math.Max(mbps, 1e-9) : 0;

        long BytesOver(CertificateRow row) => computing.Count > 1 && route.SkipWhile(tier => tier != computing[0]).Skip(1).Any(tier => row.Place == LinkInto(tier)) ? scale.SeamBytes : scale.PictureBytes;
    }

    /// <summary>Whether a row is about a tier, or about how it compares with another.</summary>
    public static bool IsOf(CertificateRow row, string tier) => row.Place == tier || row.Place.StartsWith($"{tier} over ", StringComparison.Ordinal);

    /// <summary>How a certificate names the link into a tier.</summary>
    public static string LinkInto(string tier) => $"link into {tier}";

    /// <summary>Of rows for several sizes of work the nearest one, by ratio; rows that name no size always count.</summary>
    private static IEnumerable<CertificateRow> AtScale(IReadOnlyList<CertificateRow> rows, double seconds)
    {
        var nearest = rows.Select(row => row.WorkSeconds).OfType<double>().DefaultIfEmpty(0).MinBy(work => Math.Abs(Math.Log(work / Math.Max(seconds, 1e-6))));
        return rows.Where(row => row.WorkSeconds is null || row.WorkSeconds == nearest);
    }
}

/// <summary>What a request asks of tiers and links.</summary>
/// <param name="WorkSeconds">Its computing on one processor.</param>
/// <param name="PictureBytes">What it sends.</param>
/// <param name="SeamBytes">What passes from part to part, the most of them.</param>
internal sealed record RequestScale(double WorkSeconds, long PictureBytes, long SeamBytes = 0);
