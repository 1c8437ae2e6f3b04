using EdgeNotebooks.Emulation;
using EdgeNotebooks.Tiers;
using EdgeNotebooks.Transport.Shaping;

namespace EdgeNotebooks.Charts;

/// <summary>
/// The three-tier set-up (PAPER.md, section 7, set-up figures): what each tier has, what the links let through, and for each deployment
/// which way a request takes, what it carries and where it computes.
/// </summary>
public static class SetupFigure
{
    private const double Top = 7;
    private static readonly string[] s_stops = ["client", .. Tier.Order];

    /// <summary>The study's set-up.</summary>
    public static Figure Study { get; } = Of(TierProfile.Paper, Links.Study) is var figure
        ? figure with { Caption = $"{figure.Caption}; the study's cloud has a GPU besides" } : null!;

    /// <summary>Any set-up of three tiers.</summary>
    /// <param name="tiers">What each tier has.</param>
    /// <param name="links">What lies between them.</param>
    public static Figure Of(TierProfile tiers, Links links)
    {
        ArgumentNullException.ThrowIfNull(tiers);
        ArgumentNullException.ThrowIfNull(links);
        Deployment[] deployments = [.. Deployment.All.Where(deployment => deployment.Tiers.Count < 3)];
        LinkSettings[] between = [links.ClientMobile, links.MobileEdge, links.EdgeCloud];
        return new Figure(
        [
            new Panel(
            [
                .. deployments.Select((deployment, i) => (deployment, Row: (double)(deployments.Length - i))).SelectMany(one => Way(one.deployment, one.Row)),
                new TextTrace("tiers", [.. s_stops.Select((_, i) => (object)(double)i)], [.. s_stops.Select(_ => Top + 0.45)], [.. s_stops.Select(stop => stop == "client" ? stop : Hardware(tiers[stop]))]),
                new TextTrace("links", [.. between.Select((_, i) => (object)(i + 0.5))], [.. between.Select(_ => Top - 0.15)], [.. between.Select(Rate)]),
            ])
            {
                X = new Axis { IsHidden = true, Min = -0.4, Max = 3.5 },
                Y = new Axis { Min = 0.5, Max = Top + 0.9, Ticks = [.. deployments.Select((_, i) => (double)(deployments.Length - i))], TickLabels = [.. deployments.Select(deployment => StudyLabels.Short(deployment.Name))] },
            },
        ])
        {
            Title = "Three tiers, and the way of a request",
            Height = 440,
            ShowLegend = true,
            Caption = $"profile '{tiers.Name}', {deployments.Length} deployments; every tier receives all of a payload before it sends it on, and replies walk back the same way",
        };
    }

    private static IEnumerable<Trace> Way(Deployment deployment, double row)
    {
        int[] computing = [.. deployment.Tiers.Select(tier => Array.IndexOf(s_stops, tier))];
        if (computing.Length > 1) yield return Line("seam (tensors)", "#D55E00", computing[0], computing[^1]);
        yield return Line("picture", "#0072B2", 0, computing[0]);
        yield return new PointTrace("model or a part of it", [.. computing.Select(stop => (object)(double)stop)], [.. computing.Select(_ => row)]) { IsSquare = true, Color = "#009E73" };

        PointTrace Line(string name, string color, int from, int to) =>
            new(name, [.. Enumerable.Range(from, to - from + 1).Select(stop => (object)(double)stop)], [.. Enumerable.Range(from, to - from + 1).Select(_ => row)]) { HasLine = true, LineWidth = 3, Color = color };
    }

    private static string Hardware(Tier tier) => FormattableString.Invariant(
        $"{tier.Name}: {(tier.Cpus is { } cpus ? $"{cpus} {(cpus == 1 ? "CPU" : "CPUs")}" : "all CPUs")}{(tier.MemoryBytes is { } bytes ? FormattableString.Invariant($", {bytes / 1e9:0.#} GB") : "")}");

    private static string Rate(LinkSettings link) => link.Mbps is { } mbps ? FormattableString.Invariant($"{mbps} Mbit/s") : "no limit";
}
