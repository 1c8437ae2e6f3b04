using System.Globalization;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Experiments.Planning;
using EdgeNotebooks.Experiments.Recording;
using EdgeNotebooks.Inference;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Experiments.Measuring;

/// <summary>
/// Certificates of a series: each limit of a tier and each rate of a link that requests meet is measured once, however many plans and
/// starts share the folder, and a sentinel looks at the machine after every start.
/// </summary>
internal sealed class Certifier(string tiers)
{
    private readonly List<CertificateEntry> _certificates = [];
    private readonly Dictionary<string, double> _first = [];
    private int _looked;
    private string _machine = "";

    /// <summary>Takes over what a folder knows.</summary>
    public void Recall(IEnumerable<Entry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry is CertificateEntry certificate) _certificates.Add(certificate);
            if (entry is SentinelEntry sentinel) foreach (var (name, value) in sentinel.Values) _first.TryAdd(name, value);
        }
    }

    /// <summary>What a certificate depends on beside the links.</summary>
    public void Started(Lab lab) => _machine = string.Create(CultureInfo.InvariantCulture,
        $"{Machine.Here.Processor}, {Machine.Here.Cores} cores; {string.Join("; ", lab.Tiers.Select(tier => $"{tier.Tier.Name} {tier.Status.CpuMechanism}"))}");

    /// <summary>How a journal names tiers and links together.</summary>
    public static string SettingOf(string tiers, PlannedLinks links, string shaper) => $"{tiers} {links} {shaper}";

    /// <summary>The verdict on one configuration's requests, and what was measured for it just now.</summary>
    /// <param name="lab">With its links set already.</param>
    /// <param name="start">Which start of processes it is.</param>
    /// <param name="setup">The configuration.</param>
    /// <param name="links">Rates of the links.</param>
    /// <param name="planned">All rates that the plan sets for this subject, so that one certificate covers two new ones.</param>
    /// <param name="scale">What a request asks of tiers and links.</param>
    /// <param name="cancel">Stops measuring.</param>
    public async Task<Certified> OfAsync(Lab lab, int start, Setup setup, PlannedLinks links, IReadOnlyList<PlannedLinks> planned, RequestScale scale, CancellationToken cancel)
    {
        var deployment = Deployment.Parse(setup.Deployment);
        var setting = SettingOf(tiers, links, setup.Shaper);
        var taken = new List<Entry>();
        if (!IsCovered(lab, deployment, links, setup.Shaper))
        {
            var (set, paired) = (lab.Links, Paired(links, planned, setup.Shaper));
            if (paired != links) await lab.SetLinksAsync(Links.Of(paired.MobileEdgeMbps, paired.EdgeCloudMbps, LinkSettings.ParseShaper(setup.Shaper)), cancel).ConfigureAwait(false);
            var certificate = await lab.CertifyAsync(cancel).ConfigureAwait(false);
            if (paired != links) await lab.SetLinksAsync(set, cancel).ConfigureAwait(false);
            var entry = new CertificateEntry(start, SettingOf(tiers, paired, setup.Shaper), certificate.Verdict, _machine) { Links = paired, Shaper = setup.Shaper, Rows = certificate.Rows };
            taken.Add(entry);
            _certificates.Add(entry);
        }

        if (_looked != start) taken.Add(await LookAsync(lab, start, setting, cancel).ConfigureAwait(false));
        return new(CertificateScale.VerdictOf(RowsFor(deployment, links, setup.Shaper), [.. deployment.Tiers], [.. deployment.Route], scale), taken);
    }

    /// <summary>A sentinel, compared with what the first ones found.</summary>
    public async Task<SentinelEntry> LookAsync(Lab lab, int start, string setting, CancellationToken cancel)
    {
        var values = await Sentinel.MeasureAsync(lab, cancel).ConfigureAwait(false);
        var drift = Sentinel.Drift(_first, values);
        foreach (var (name, value) in values) _first.TryAdd(name, value);
        _looked = start;
        return new(start, setting, drift, values);
    }

    private bool IsCovered(Lab lab, Deployment deployment, PlannedLinks links, string shaper)
    {
        var rows = RowsFor(deployment, links, shaper);
        return deployment.Route.All(tier => rows.Any(row => row.Place == CertificateScale.LinkInto(tier)))
            && deployment.Tiers.All(tier => lab.Profile[tier].Cpus is null || rows.Any(row => row.Place == tier));
    }

    /// <summary>The latest rows of each tier, and of each link at its rate, that were measured on this machine.</summary>
    private List<CertificateRow> RowsFor(Deployment deployment, PlannedLinks links, string shaper)
    {
        var here = _certificates.Where(certificate => certificate.Machine == _machine && certificate.Links is not null).Reverse().ToArray();
        var rows = new List<CertificateRow>();
        foreach (var tier in deployment.Tiers) rows.AddRange(here.Select(certificate => certificate.Rows.Where(row => CertificateScale.IsOf(row, tier)).ToArray()).FirstOrDefault(found => found.Length > 0) ?? []);
        foreach (var tier in deployment.Route)
        {
            var same = here.Where(one => one.Shaper == shaper && RateInto(tier, one.Links!) == RateInto(tier, links));
            rows.AddRange(same.Select(certificate => certificate.Rows.Where(row => row.Place == CertificateScale.LinkInto(tier)).ToArray()).FirstOrDefault(found => found.Length > 0) ?? []);
        }

        return rows;
    }

    /// <summary>These rates, the one that is certified already replaced by another of the plan that is not.</summary>
    private PlannedLinks Paired(PlannedLinks links, IReadOnlyList<PlannedLinks> planned, string shaper)
    {
        var here = _certificates.Where(certificate => certificate.Machine == _machine && certificate.Shaper == shaper && certificate.Links is not null).Select(certificate => certificate.Links!).ToArray();
        var (near, far) = (here.Select(one => one.MobileEdgeMbps).ToHashSet(), here.Select(one => one.EdgeCloudMbps).ToHashSet());
        return new(near.Contains(links.MobileEdgeMbps) ? planned.Select(one => one.MobileEdgeMbps).FirstOrDefault(rate => !near.Contains(rate), links.MobileEdgeMbps) : links.MobileEdgeMbps,
            far.Contains(links.EdgeCloudMbps) ? planned.Select(one => one.EdgeCloudMbps).FirstOrDefault(rate => !far.Contains(rate), links.EdgeCloudMbps) : links.EdgeCloudMbps);
    }

    private static double RateInto(string tier, PlannedLinks links) => tier == "cloud" ? links.EdgeCloudMbps : links.MobileEdgeMbps;
}
