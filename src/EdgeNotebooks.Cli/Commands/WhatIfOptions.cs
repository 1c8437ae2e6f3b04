using System.CommandLine;
using System.Globalization;
using EdgeNotebooks.WhatIf;
using EdgeNotebooks.WhatIf.Searching;

namespace EdgeNotebooks.Cli.Commands;

/// <summary>The conditions and wishes of a question, as options.</summary>
internal sealed class WhatIfOptions
{
    private readonly Option<double> _near = new("--mobile-edge-mbps") { DefaultValueFactory = _ => 200, Description = "Rate of the links client-mobile and mobile-edge, 10^6 bit/s. Default 200, as in the study." };
    private readonly Option<double> _far = new("--edge-cloud-mbps") { DefaultValueFactory = _ => 1, Description = "Rate of the link edge-cloud, 10^6 bit/s. Default 1, as in the study." };
    private readonly Option<double?> _loss = new("--max-accuracy-loss") { Description = "Percentage points of accuracy that may be lost against the unchanged model. Default: any." };
    private readonly Option<bool> _private = new("--picture-stays") { Description = "The picture itself is not sent beyond mobile." };
    private readonly Option<string[]> _without = new("--without") { Description = "A tier that computes nothing: mobile, edge or cloud. Repeatable." };
    private readonly Option<string> _shaper = new("--shaper") { DefaultValueFactory = _ => "paper-burst", Description = "How links hold their rate: paper-burst (the study's, the first second of data is free) or steady." };
    private readonly Option<double> _delay = new("--delay-ms") { Description = "One-way delay of each link, ms. Default 0." };
    private readonly Option<double>[] _speeds = [.. new[] { "mobile", "edge", "cloud" }.Select(tier => new Option<double>($"--{tier}-speed") { DefaultValueFactory = _ => 1, Description = $"CPU speed of {tier} over the measured one. Default 1." })];
    private readonly Option<double?> _seconds = new("--max-latency") { Description = "Longest latency in seconds. With a profile only." };
    private readonly Option<double> _quantile = new("--quantile") { DefaultValueFactory = _ => 0.5, Description = "Share of the requests that keep to --max-latency, 0..1. Default 0.5." };
    private readonly Option<double?> _bytes = new("--max-bytes") { Description = "Bytes over all links that a request may cause. With a profile only." };
    private readonly Option<string[]> _memory = new("--max-memory") { Description = "TIER=BYTES: what a tier's weights may have. With a profile only. Repeatable." };
    private readonly Option<bool> _unknown = new("--unknown-accuracy") { Description = "Allows what has no known accuracy. With a profile only." };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_near, _far, _loss, _private, _without, _shaper, _delay, .. _speeds, _seconds, _quantile, _bytes, _memory, _unknown]) command.Options.Add(option);
    }

    public Conditions Conditions(ParseResult parsed) => new(parsed.GetValue(_near), parsed.GetValue(_far))
    {
        Links = parsed.GetValue(_shaper) switch
        {
            "paper-burst" => LinkBehaviour.PaperBurst,
            "steady" => LinkBehaviour.Steady,
            var other => throw new ArgumentException($"--shaper '{other}' is unknown; there are paper-burst and steady"),
        },
        DelayMs = parsed.GetValue(_delay),
        MobileSpeed = parsed.GetValue(_speeds[0]),
        EdgeSpeed = parsed.GetValue(_speeds[1]),
        CloudSpeed = parsed.GetValue(_speeds[2]),
    };

    public Wishes Wishes(ParseResult parsed)
    {
        if (parsed.GetValue(_seconds) is not null || parsed.GetValue(_bytes) is not null || parsed.GetValue(_memory) is { Length: > 0 } || parsed.GetValue(_unknown))
            throw new ArgumentException("--max-latency, --max-bytes, --max-memory and --unknown-accuracy need a profile; add --profile P.json");
        return new()
        {
            MaxAccuracyLoss = parsed.GetValue(_loss),
            PictureStaysOnMobile = parsed.GetValue(_private),
            Unavailable = parsed.GetValue(_without) ?? [],
        };
    }

    public Constraints Constraints(ParseResult parsed) => new()
    {
        MaxSeconds = parsed.GetValue(_seconds),
        LatencyQuantile = parsed.GetValue(_quantile),
        MaxAccuracyLoss = parsed.GetValue(_loss),
        UnknownAccuracy = parsed.GetValue(_unknown),
        MaxBytes = parsed.GetValue(_bytes),
        MaxWeightBytes = (parsed.GetValue(_memory) ?? []).Select(Memory).ToDictionary(),
        PictureStaysOnMobile = parsed.GetValue(_private),
        Unavailable = parsed.GetValue(_without) ?? [],
    };

    /// <summary>Whether the user wrote the option, rather than leaving its default.</summary>
    public static bool IsGiven(ParseResult parsed, string option) => parsed.GetResult(option) is System.CommandLine.Parsing.OptionResult { Implicit: false };

    private static KeyValuePair<string, double> Memory(string text) =>
        text.Split('=', 2) is [var tier, var bytes] && double.TryParse(bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? KeyValuePair.Create(tier, number)
            : throw new ArgumentException($"--max-memory '{text}' is not TIER=BYTES; write --max-memory mobile=4000000");
}
