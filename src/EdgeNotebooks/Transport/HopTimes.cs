using System.Globalization;

namespace EdgeNotebooks.Transport;

/// <summary>What one tier says about a request: seconds by part, in the order in which they happened.</summary>
/// <param name="Tier">Name of the tier.</param>
/// <param name="Parts">Its parts; <see cref="Total"/> and <see cref="Forward"/> among them.</param>
internal sealed record HopTimes(string Tier, IReadOnlyList<KeyValuePair<string, double>> Parts)
{
    /// <summary>From the request's first header to the reply's first.</summary>
    public const string Total = "total";

    /// <summary>Waiting for the request's body: the link's time, not the tier's.</summary>
    public const string Receive = "receive";

    /// <summary>From sending on to having the reply: the next link's and the next tier's.</summary>
    public const string Forward = "forward";

    /// <summary>How much of the other parts a tier with a CPU limit has waited; no part of its own.</summary>
    public const string Paced = "paced";

    /// <summary>The HTTP header that carries it; format of W3C Server Timing, so that other tools show it too.</summary>
    public const string Header = "Server-Timing";

    private const string Prefix = "hop";

    /// <summary>Seconds of a part, 0 if there is none.</summary>
    public double this[string part]
    {
        get
        {
            var seconds = 0.0;
            foreach (var (name, value) in Parts)
                if (name == part) seconds += value;
            return seconds;
        }
    }

    /// <summary>The header's value for the tiers that a request has passed, first to last.</summary>
    public static string Write(IEnumerable<HopTimes> hops) => string.Join(", ", hops.SelectMany((hop, i) => hop.Parts.Select(part =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{i}.{part.Key};desc={hop.Tier};dur={part.Value * 1000:0.####}"))));

    /// <summary>The tiers of a header; entries that are not ours are passed over.</summary>
    public static IReadOnlyList<HopTimes> Read(string? value)
    {
        var hops = new List<(string Tier, List<KeyValuePair<string, double>> Parts)>();
        foreach (var entry in (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split(';') is not [var name, var tier, var time] || name.Split('.', 2) is not [var number, var part]) continue;
            if (!number.StartsWith(Prefix, StringComparison.Ordinal) || !int.TryParse(number.AsSpan(Prefix.Length), CultureInfo.InvariantCulture, out var hop)) continue;
            if (!tier.StartsWith("desc=", StringComparison.Ordinal) || !time.StartsWith("dur=", StringComparison.Ordinal)) continue;
            if (!double.TryParse(time.AsSpan(4), CultureInfo.InvariantCulture, out var milliseconds)) continue;
            if (hop == hops.Count) hops.Add((tier[5..], []));
            if (hop == hops.Count - 1) hops[hop].Parts.Add(new(part, milliseconds / 1000));
        }

        return [.. hops.Select(hop => new HopTimes(hop.Tier, hop.Parts))];
    }
}
