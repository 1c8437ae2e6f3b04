using System.Globalization;
using EdgeNotebooks.Display;
using EdgeNotebooks.Transport;

namespace EdgeNotebooks.Emulation;

/// <summary>Where the time of one request went. The steps follow each other and do not overlap.</summary>
/// <remarks>
/// Each tier tells durations only, so that clocks of two machines are never compared: what a tier waited for the next one, less
/// what that one says it took, is the link between them.
/// </remarks>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [DisplayFormatterSource.Html])]
public sealed record Breakdown : IDisplay
{
    private Breakdown(IReadOnlyList<Step> steps, double total) => (Steps, TotalSeconds) = (steps, total);

    /// <summary>The steps: first those of the client, then tier by tier with the link into it.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>From the call to the parsed reply, by the client's clock alone.</summary>
    public double TotalSeconds { get; }

    /// <summary>What the steps add up to.</summary>
    public double SumSeconds => Steps.Sum(step => step.Seconds);

    /// <summary>Seconds of the links: everything between leaving one place and being read at the next.</summary>
    public double LinkSeconds => Steps.Where(step => step.IsLink).Sum(step => step.Seconds);

    /// <summary>Seconds of inference on all tiers.</summary>
    public double InferenceSeconds => Steps.Where(step => step.Name == "inference").Sum(step => step.Seconds);

    /// <summary>Seconds of all steps of a tier or a link, such as <c>mobile-edge</c>; 0 where nothing was done there.</summary>
    public double SecondsOf(string place) => Steps.Where(step => step.Place == place).Sum(step => step.Seconds);

    /// <inheritdoc/>
    public string Render(string mimeType) => "<table><thead><tr><th>where</th><th>what</th><th>ms</th><th>share</th></tr></thead><tbody>"
        + string.Concat(Steps.Select(step => $"<tr><td>{HtmlText.Encode(step.Place)}</td><td>{HtmlText.Encode(step.Name)}</td><td>{Milliseconds(step.Seconds)}</td><td>{(step.Seconds / TotalSeconds).ToString("P1", CultureInfo.InvariantCulture)}</td></tr>"))
        + $"</tbody></table>{HtmlText.Caption($"{Milliseconds(SumSeconds)} of {Milliseconds(TotalSeconds)} ms are accounted for")}";

    /// <summary>A line for each step.</summary>
    public override string ToString() => string.Join('\n', Steps.Select(step => $"{step.Place,-14} {step.Name,-12} {Milliseconds(step.Seconds),10} ms")
        .Append($"{"total",-27} {Milliseconds(TotalSeconds),10} ms"));

    internal static Breakdown Of(double encode, double call, IReadOnlyList<HopTimes> hops, double decode)
    {
        var steps = new List<Step> { new("client", "encode", encode) };
        var total = encode + call + decode;
        var from = "client";
        foreach (var hop in hops)
        {
            var link = $"{from}-{hop.Tier}";
            var receive = hop[HopTimes.Receive];
            steps.Add(new(link, "send", receive, IsLink: true));
            foreach (var (part, seconds) in hop.Parts)
                if (part is not (HopTimes.Receive or HopTimes.Forward or HopTimes.Total or HopTimes.Paced)) steps.Add(new(hop.Tier, part, seconds));
            steps.Add(new(link, "reply", Math.Max(0, call - hop[HopTimes.Total]), IsLink: true));
            call = hop[HopTimes.Forward];
            from = hop.Tier;
        }

        if (hops.Count == 0) steps.Add(new("server", "everything", call));
        steps.Add(new("client", "decode", decode));
        return new Breakdown(steps, total);
    }

    private static string Milliseconds(double seconds) => (seconds * 1000).ToString("0.000", CultureInfo.InvariantCulture);
}

/// <summary>A piece of a request's time.</summary>
/// <param name="Place"><c>client</c>, a tier, or a link such as <c>mobile-edge</c>.</param>
/// <param name="Name">What was done: encode, send, queue, decode, unpack, preprocess, session, inference, postprocess, pack, reply.</param>
/// <param name="Seconds">Its duration.</param>
/// <param name="IsLink">Whether a link is its place; <c>send</c> ends when the tier has read all, <c>reply</c> is the rest: headers, delay, and the way back.</param>
public sealed record Step(string Place, string Name, double Seconds, bool IsLink = false);
