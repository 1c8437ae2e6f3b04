using System.Globalization;
using EdgeNotebooks.Display;
using Microsoft.Data.Analysis;

namespace EdgeNotebooks.Analysis;

/// <summary>How much one configuration gains between the slowest and the fastest rate of each link, the other link at its fastest.</summary>
/// <param name="Configuration">Subject, operator and deployment.</param>
/// <param name="Slowest">Smallest rate of the grid, 10^6 bit/s.</param>
/// <param name="Fastest">Largest rate of the grid, 10^6 bit/s.</param>
/// <param name="MedianAtFastest">Median latency with every link at its fastest, s.</param>
/// <param name="MobileEdgeFactor">Median at the slowest rate of the link between mobile and edge, divided by that.</param>
/// <param name="EdgeCloudFactor">The same for the link between edge and cloud; null where the deployment does not use it.</param>
public sealed record LinkEffect(Configuration Configuration, double Slowest, double Fastest, double MedianAtFastest, double MobileEdgeFactor,
    double? EdgeCloudFactor)
{
    /// <summary>The link with the larger factor: <c>mobile_edge</c> or <c>edge_cloud</c>.</summary>
    public string StrongerLink => EdgeCloudFactor > MobileEdgeFactor ? "edge_cloud" : "mobile_edge";
}

/// <summary>The answer to RQ6: what bandwidth does to latency, in sentences computed from the medians of the grid.</summary>
/// <param name="Effects">One row per configuration, in the order of the grid.</param>
/// <param name="Grid">The medians themselves.</param>
/// <param name="Warnings">What a reader must know before trusting the conclusions, one sentence each.</param>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record BandwidthAnswer(IReadOnlyList<LinkEffect> Effects, NetworkSummaries Grid, IReadOnlyList<string> Warnings) : IDisplay
{
    private const string OnePicture = "the study sent one picture per data set through the grid, so nothing is said of other pictures";

    /// <summary>Answers RQ6 from the authors' grid, which is always there.</summary>
    public static BandwidthAnswer Of(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var answer = Of(study.NetworkSummary);
        return answer with { Warnings = [.. answer.Warnings, OnePicture] };
    }

    /// <summary>Answers RQ6 from any grid. Configurations without the two extreme rates are left out.</summary>
    public static BandwidthAnswer Of(NetworkSummaries grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return new([.. grid.GroupBy(cell => cell.Configuration).Select(Effect).OfType<LinkEffect>()], grid,
            [.. grid.Doubt.Length == 0 ? [] : new[] { grid.Doubt }, $"each median is that of {grid.Min(cell => cell.N)} repeats; differences are described here, tested by {nameof(BandwidthComparison)}"]);
    }

    /// <summary>One sentence per deployment and operator, then one per subject on the cloud.</summary>
    public IReadOnlyList<string> Conclusions =>
    [
        .. Effects.GroupBy(effect => (effect.Configuration.Deployment, effect.Configuration.Operator)).Select(group => Sentence([.. group])),
        .. Effects.Select(effect => effect.Configuration.Subject).Distinct().Select(Cloud),
    ];

    /// <summary>The configuration of a subject with the smallest median at these rates; null where the grid has none.</summary>
    /// <param name="subject">The model.</param>
    /// <param name="mobileEdgeMbps">Rate of the link between mobile and edge, 10^6 bit/s.</param>
    /// <param name="edgeCloudMbps">Rate of the link between edge and cloud; deployments that do not use it compete at any.</param>
    public NetworkSummary? Fastest(string subject, double mobileEdgeMbps, double edgeCloudMbps) => Grid
        .Where(cell => cell.Configuration.Subject == subject && cell.MobileEdgeMbps == mobileEdgeMbps
            && (cell.EdgeCloudMbps ?? edgeCloudMbps) == edgeCloudMbps)
        .MinBy(cell => cell.Median);

    /// <summary>
    /// The smallest rate from which on, both links at the same rate, the subject's fastest configuration is one on the cloud; null when it
    /// is not even at the largest.
    /// </summary>
    public double? CloudFastestFrom(string subject)
    {
        double? from = null;
        foreach (var rate in Rates(Grid).OrderDescending())
        {
            if (Fastest(subject, rate, rate) is not { Configuration.Deployment: "cloud" }) break;
            from = rate;
        }

        return from;
    }

    /// <summary>One row per configuration: the latency with fast links and the factor that each slow link costs.</summary>
    public DataFrame ToDataFrame() => Frame.Of(Effects,
        new("subject", row => row.Configuration.Subject), new("operator", row => row.Configuration.Operator),
        new("deployment", row => row.Configuration.Deployment), new("slowest_mbps", row => row.Slowest), new("fastest_mbps", row => row.Fastest),
        new("median_s", row => row.MedianAtFastest), new("mobile_edge_factor", row => row.MobileEdgeFactor),
        new("edge_cloud_factor", row => row.EdgeCloudFactor), new("stronger_link", row => row.StrongerLink));

    /// <inheritdoc/>
    public string Render(string mimeType) => HtmlText.Sentences(Conclusions, Warnings, Grid.Provenance.Length == 0 ? Line : "") + (Grid.Provenance.Length == 0 ? "" : HtmlText.Details(Line, Grid.Provenance));

    private string Line => $"RQ6: medians per cell. Source: {Grid.Source}.";

    /// <summary>The conclusions, one per line, then the warnings.</summary>
    public override string ToString() => string.Join(Environment.NewLine, [.. Conclusions, .. Warnings.Select(warning => $"Warning: {warning}")]);

    private static LinkEffect? Effect(IGrouping<Configuration, NetworkSummary> cells)
    {
        var rates = cells.Select(cell => cell.MobileEdgeMbps).ToArray();
        var (slow, fast) = (rates.Min(), rates.Max());
        var twoLinks = cells.Any(cell => cell.EdgeCloudMbps is not null);
        return slow < fast && At(fast, fast) is { } best && At(slow, fast) is { } near && (!twoLinks || At(fast, slow) is not null)
            ? new(cells.Key, slow, fast, best.Median, near.Median / best.Median, twoLinks ? At(fast, slow)!.Median / best.Median : null)
            : null;

        NetworkSummary? At(double near, double far) =>
            cells.FirstOrDefault(cell => cell.MobileEdgeMbps == near && (cell.EdgeCloudMbps ?? far) == far);
    }

    private static string Sentence(IReadOnlyList<LinkEffect> effects)
    {
        var first = effects[0];
        var near = Factors(effects.Select(effect => (effect.Configuration.Subject, effect.MobileEdgeFactor)));
        var rates = string.Create(CultureInfo.InvariantCulture, $"{first.Slowest} instead of {first.Fastest} Mbit/s");
        var start = $"{first.Configuration.Place}: a mobile_edge link of {rates} multiplies the median by {near}";
        if (first.EdgeCloudFactor is null) return start + ".";
        var far = Factors(effects.Select(effect => (effect.Configuration.Subject, effect.EdgeCloudFactor!.Value)));
        var stronger = effects.GroupBy(effect => effect.StrongerLink).OrderByDescending(group => group.Count())
            .Select(group => $"{group.Key} matters more for {string.Join(", ", group.Select(effect => effect.Configuration.Subject))}");
        return $"{start}, an edge_cloud link by {far}; {string.Join("; ", stronger)}.";
    }

    private static string Factors(IEnumerable<(string Subject, double Factor)> factors) =>
        string.Join(", ", factors.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Factor:0.00} ({one.Subject})")));

    private string Cloud(string subject)
    {
        if (CloudFastestFrom(subject) is not { } rate) return $"{subject}: the cloud is not the fastest at any rate up to the largest.";
        var best = Fastest(subject, rate, rate)!;
        return string.Create(CultureInfo.InvariantCulture,
            $"{subject}: with both links at {rate} Mbit/s or more the cloud is fastest ({best.Configuration.Operator} at {rate} Mbit/s: median {best.Median:0.00} s).");
    }

    private static IEnumerable<double> Rates(NetworkSummaries grid) => grid.Select(cell => cell.MobileEdgeMbps).Distinct();
}
