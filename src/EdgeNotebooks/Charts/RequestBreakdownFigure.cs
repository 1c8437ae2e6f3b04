using System.Globalization;
using EdgeNotebooks.Emulation;
using EdgeNotebooks.Tiers;

namespace EdgeNotebooks.Charts;

/// <summary>Where the time of requests went, as stacked bars.</summary>
public static class RequestBreakdownFigure
{
    private static readonly Dictionary<string, string> s_links = new() { ["client-mobile"] = "#F6D9A0", ["mobile-edge"] = "#9FD8C6", ["edge-cloud"] = "#A9CBE3" };

    /// <summary>One bar for each request, from the bottom up: the client, then tier by tier with the link into it.</summary>
    /// <param name="replies">Requests by name, in the order of the bars; one or more.</param>
    /// <param name="certificate">
    /// Whether the emulation holds for them. Where it does not at the scale of a request's inference, the figure's title says NOT
    /// EMULATED; null says that it was not certified.
    /// </param>
    /// <exception cref="ArgumentException">There is no request.</exception>
    public static Figure Of(IReadOnlyDictionary<string, TierReply> replies, Certificate? certificate = null)
    {
        ArgumentNullException.ThrowIfNull(replies);
        if (replies.Count == 0) throw new ArgumentException("there is no request to show", nameof(replies));
        var names = replies.Keys.ToList();
        var bases = new double[names.Count];
        var traces = new List<Trace>();
        foreach (var place in Places(replies.Values))
        {
            var heights = names.Select(name => 1000 * replies[name].Breakdown.Steps.Where(step => step.Place == place).Sum(step => step.Seconds)).ToArray();
            traces.Add(new BarTrace(place, [.. names], heights) { Bases = [.. bases], Color = s_links.GetValueOrDefault(place, Palette.Of(place)) });
            bases = [.. bases.Zip(heights, (one, other) => one + other)];
        }

        var verdict = Verdict(replies.Values, certificate);
        return new Figure([new Panel(traces) { X = new Axis { IsCategory = true }, Y = new Axis { Title = "time of a request, ms" } }])
        {
            Title = $"Where the time went{(verdict.StartsWith("EMULATED", StringComparison.Ordinal) ? "" : $": {(certificate is null ? "NOT CERTIFIED" : "NOT EMULATED")}")}",
            ShowLegend = true,
            Caption = string.Create(CultureInfo.InvariantCulture, $"one request each, n = {names.Count}; a link's part is everything between two places, headers and replies too; certificate: {verdict}"),
        };
    }

    /// <summary>The verdict for the tier that computes least: what holds for it holds for longer work.</summary>
    private static string Verdict(IEnumerable<TierReply> replies, Certificate? certificate)
    {
        if (certificate is null) return "not taken";
        var shortest = replies.SelectMany(reply => reply.Breakdown.Steps.Where(step => step.Name == "inference").Select(step => Math.Min(1, certificate.Profile.Tiers.FirstOrDefault(tier => tier.Name == step.Place)?.Cpus ?? 1) * step.Seconds)).Where(seconds => seconds > 0).DefaultIfEmpty(0).Min();
        return shortest > 0 ? certificate.VerdictAt(shortest) : certificate.Verdict;
    }

    private static IEnumerable<string> Places(IEnumerable<TierReply> replies)
    {
        var there = replies.SelectMany(reply => reply.Breakdown.Steps).Select(step => step.Place).ToHashSet();
        return ((string[])["client", .. Tier.Order.SelectMany((tier, i) => (string[])[$"{(i == 0 ? "client" : Tier.Order[i - 1])}-{tier}", tier])]).Where(there.Contains).Concat(there.Where(place => place == "server"));
    }
}
